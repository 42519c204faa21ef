package io.fleetwire.access;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A set of scopes, in the order in which they were named. Immutable.
public record Scopes(Set<Scope> all) {
  /// Nothing is allowed.
  public static final Scopes NONE = new Scopes(Set.of());

  public Scopes {
    all = Collections.unmodifiableSet(new LinkedHashSet<>(all));
  }

  /// Reads a list separated by blanks, as OAuth writes it (RFC 6749 section 3.3). Empty when a word
  /// of it is not a scope.
  public static Optional<Scopes> parse(String text) {
    Set<Scope> found = new LinkedHashSet<>();
    for (String word : text.strip().split(" +")) {
      if (word.isEmpty()) {
        continue;
      }
      Optional<Scope> scope = Scope.parse(word);
      if (scope.isEmpty()) {
        return Optional.empty();
      }
      found.add(scope.get());
    }
    return Optional.of(new Scopes(found));
  }

  /// Whether one of these covers `scope`.
  public boolean cover(Scope scope) {
    return all.stream().anyMatch(mine -> mine.covers(scope));
  }

  /// Whether each of `others` is covered by one of these.
  boolean coverAll(Scopes others) {
    return others.all.stream().allMatch(this::cover);
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /// As they are written.
  public List<String> values() {
    return all.stream().map(Scope::value).toList();
  }

  /// Separated by blanks.
  @Override
  public String toString() {
    return String.join(" ", values());
  }
}

package io.fleetwire.access;

import io.fleetwire.engine.Must;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The scopes that exist here. A name that is not in it is a mistake that would otherwise show up
/// as a refused call much later. Immutable.
public final class ScopeCatalogue {
  /// More suggestions than this are a list to read, not a hint.
  private static final int SUGGESTIONS_MAX = 3;

  private final Set<Scope> known;

  private ScopeCatalogue(Collection<Scope> known) {
    this.known = new TreeSet<>(known);
  }

  /// The scopes of Samsung Knox.
  public static ScopeCatalogue knox() {
    return new ScopeCatalogue(
        resource("scopes.txt")
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .map(Scope::new)
            .toList());
  }

  /// This catalogue and these scopes.
  public ScopeCatalogue with(Collection<Scope> more) {
    TreeSet<Scope> all = new TreeSet<>(known);
    all.addAll(more);
    return new ScopeCatalogue(all);
  }

  /// All, in alphabetical order.
  public List<Scope> all() {
    return List.copyOf(known);
  }

  /// The scopes that are not below another one: who has them may do everything.
  public Scopes roots() {
    return new Scopes(
        known.stream()
            .filter(scope -> known.stream().noneMatch(other -> isBelow(scope, other)))
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  /// One sentence for each of `scopes` that is not here, with the names that come close.
  List<String> faults(Scopes scopes) {
    return scopes.all().stream().filter(scope -> !known.contains(scope)).map(this::fault).toList();
  }

  /// The known scopes that `scope` may have been meant to be, the closest first.
  List<Scope> near(Scope scope) {
    int distanceMax = Math.max(2, scope.value().length() / 3);
    return known.stream()
        .filter(other -> distance(scope, other) <= distanceMax)
        .sorted(Comparator.comparingInt(other -> distance(scope, other)))
        .limit(SUGGESTIONS_MAX)
        .toList();
  }

  private String fault(Scope scope) {
    List<Scope> near = near(scope);
    String hint =
        near.isEmpty()
            ? ""
            : "; did you mean "
                + near.stream().map(Scope::value).collect(Collectors.joining(" or "))
                + "?";
    return "there is no scope " + scope + hint;
  }

  private static boolean isBelow(Scope scope, Scope other) {
    return !scope.equals(other) && other.covers(scope);
  }

  /// How many letters to insert, remove or replace (Levenshtein), ignoring case.
  private static int distance(Scope scope, Scope other) {
    String from = scope.value().toLowerCase(Locale.ROOT);
    String to = other.value().toLowerCase(Locale.ROOT);
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }

  private static String resource(String name) {
    try (InputStream in = ScopeCatalogue.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new AssertionError("no " + name + " beside " + ScopeCatalogue.class.getName());
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Must.hold(!text.isBlank(), "a catalogue has scopes");
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.fleetwire.store;

import io.fleetwire.engine.EndpointId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The table `hint`: what nodes tell each other, at most one row for each commit, and none for a
/// commit that has nothing to tell. Rows are forgotten soon: whatever they say can be found
/// elsewhere.
final class Hints {
  static final String TELL =
      "INSERT INTO hint (number, node, news, endpoints, changed) VALUES (?, ?, ?, ?, ?)";
  private static final String FORGET = "DELETE FROM hint WHERE number < ?";
  private static final String HEAR =
      """
      SELECT number, news, endpoints FROM hint
      WHERE number > ? AND node <> ? ORDER BY number LIMIT ?
      """;
  private static final String CHANGED =
      "SELECT changed FROM hint WHERE number > ? AND changed <> ''";
  private static final String LAST = "SELECT commits FROM turn";

  /// Seconds of a busy house; who listens does so many times a second.
  private static final int KEPT = 2_000;

  /// Not with each hint: to forget costs as much as to tell.
  private static final int FORGET_EVERY = 16;

  private static final int HEARD_MAX = 500;

  /// Of more it is quicker to read all.
  private static final int CHANGED_MAX = 500;

  private Hints() {}

  /// What was told in commit `number`: that something waits for `endpoints`, and whether endpoints,
  /// nodes or lanes have changed.
  record Hint(long number, boolean isNews, Set<EndpointId> endpoints) {
    Hint {
      endpoints = Set.copyOf(endpoints);
    }
  }

  /// Forgets what is old, now and then: to be called when something was told in commit `number`.
  static void forget(SqlConnection connection, long number) {
    if (number % FORGET_EVERY == 0) {
      connection.update(FORGET, number - KEPT);
    }
  }

  /// What others than `self` have told after commit `after`, as much as is read at a time.
  static List<Hint> hear(SqlConnection connection, long after, int self) {
    return connection.list(
        HEAR,
        row -> new Hint(row.longAt(1), row.booleanAt(2), endpoints(row.text(3))),
        after,
        self,
        HEARD_MAX);
  }

  /// The endpoints that have changed in the commits after `after`, up to `last`, which is the last
  /// one. Nothing where they are too many, or some may have been forgotten.
  static Optional<Set<EndpointId>> changed(SqlConnection connection, long after, long last) {
    if (last - after > KEPT) {
      return Optional.empty();
    }
    Set<EndpointId> changed = new HashSet<>();
    connection.list(CHANGED, row -> changed.addAll(endpoints(row.text(1))), after);
    return changed.size() > CHANGED_MAX ? Optional.empty() : Optional.of(changed);
  }

  /// The number of the last commit.
  static long last(SqlConnection connection) {
    return connection.find(LAST, row -> row.longAt(1)).orElseThrow();
  }

  static String text(Set<EndpointId> endpoints) {
    return endpoints.stream()
        .map(endpoint -> Long.toString(endpoint.value()))
        .collect(Collectors.joining(" "));
  }

  private static Set<EndpointId> endpoints(String text) {
    return text.isEmpty()
        ? Set.of()
        : Arrays.stream(text.split(" "))
            .map(id -> new EndpointId(Long.parseLong(id)))
            .collect(Collectors.toSet());
  }
}

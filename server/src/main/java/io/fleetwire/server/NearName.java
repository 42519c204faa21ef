package io.fleetwire.server;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds what somebody meant who mistyped a name.
final class NearName {
  private NearName() {}

  /// The closest of `known`, if one is close.
  static Optional<String> of(String name, Stream<String> known) {
    int distanceMax = Math.max(2, name.length() / 3);
    return known
        .map(candidate -> new Candidate(candidate, distance(name, candidate)))
        .filter(candidate -> candidate.distance <= distanceMax)
        .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
        .map(Candidate::name);
  }

  private record Candidate(String name, int distance) {}

  // Letters to insert, remove or replace (Levenshtein), row by row.
  private static int distance(String from, String to) {
    int[] before = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      before[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] now = new int[to.length() + 1];
      now[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = before[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        now[j] = Math.min(replaced, 1 + Math.min(before[j], now[j - 1]));
      }
      before = now;
    }
    return before[to.length()];
  }
}

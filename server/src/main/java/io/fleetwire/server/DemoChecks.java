package io.fleetwire.server;

import java.util.ArrayList;
import java.util.List;

/// Collects what a story has checked, in its order. Confined to the story's thread.
final class DemoChecks {
  private final List<DemoCheck> checks = new ArrayList<>();

  /// Notes a claim; `found` says what was seen, whether it held or not.
  void that(String claim, boolean held, String found) {
    checks.add(new DemoCheck(claim, held, found));
  }

  /// Notes that two things are the same.
  void same(String claim, Object expected, Object found) {
    boolean held = expected.equals(found);
    that(claim, held, held ? found.toString() : found + " instead of " + expected);
  }

  List<DemoCheck> all() {
    return List.copyOf(checks);
  }
}

package io.fleetwire.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Keeps what the server tells its log, and waits for it: a line is written after the answer is
/// sent.
final class RecordingLog implements RequestLog {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<Entry> entries = new ArrayList<>();
  private final List<Throwable> failures = new ArrayList<>();

  @Override
  public synchronized void answered(Entry entry) {
    entries.add(entry);
    notifyAll();
  }

  @Override
  public synchronized void failed(Request request, Throwable cause) {
    failures.add(cause);
  }

  synchronized List<Throwable> failures() {
    return List.copyOf(failures);
  }

  /// The first entry that `wanted` holds for, once there is one.
  synchronized Entry await(Predicate<Entry> wanted) throws InterruptedException {
    long rounds = PATIENCE.toMillis() / 100;
    for (long i = 0; i < rounds; i++) {
      for (Entry entry : entries) {
        if (wanted.test(entry)) {
          return entry;
        }
      }
      wait(100);
    }
    throw new AssertionError("no such line among " + entries);
  }
}

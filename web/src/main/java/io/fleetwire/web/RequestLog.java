package io.fleetwire.web;

import java.time.Duration;

/// Is told of every request. Must be quick and must not throw; called by many threads.
public interface RequestLog {

  /// A request was answered, well or badly: one line.
  void answered(Entry entry);

  /// A handler threw what it should not have. The caller has only the request id, so this is the
  /// one place where the cause is kept.
  void failed(Request request, Throwable cause);

  /// All that is worth a line. `route` is the pattern that matched, or empty: the path itself may
  /// hold anything.
  record Entry(Request request, String route, Reply reply, Duration took) {}
}

package io.fleetwire.bench;

/// How a port of the receiver treats those who call it.
enum Manner {
  /// It answers 204 at once.
  WELL,
  /// It accepts and reads, and never answers.
  HANGS,
  /// It answers 200, and then sends its body byte by byte, without end: it has taken the callback,
  /// and costs a connection until its time is up.
  DRIPS,
  /// It resets the connection when it has read the request.
  RESETS,
  /// It answers 503.
  UNAVAILABLE,
  /// Nobody listens.
  REFUSES;

  /// Whether it says that it has taken what it was sent.
  boolean takes() {
    return this == WELL || this == DRIPS;
  }
}

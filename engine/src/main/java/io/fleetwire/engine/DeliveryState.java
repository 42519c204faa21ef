package io.fleetwire.engine;

/// What has become of a delivery.
public enum DeliveryState {
  /// Outstanding: in memory, waiting for its time, or behind another one.
  PENDING,
  /// The receiver has it.
  DELIVERED,
  /// Its plan had no attempt left.
  EXHAUSTED,
  /// The receiver answered that it will not take it.
  REFUSED,
  /// The endpoint wants the latest only, and there was a later one.
  SUPERSEDED,
  /// Its endpoint was removed first.
  CANCELLED,
  /// It was outstanding for longer than deliveries are kept.
  EXPIRED
}

package io.fleetwire.store;

/// A value in memory that mirrors rows and follows their commits: a unit of work sees what the
/// units before it have set ({@link WriteTx#get}), everybody else sees the last committed value.
///
/// The value itself must be immutable. Thread-safe.
public final class CommittedValue<T> {
  private volatile T committed;

  /// Starts with what the database holds now.
  public CommittedValue(T initial) {
    this.committed = initial;
  }

  /// The value as last committed.
  public T get() {
    return committed;
  }

  void publish(T next) {
    committed = next;
  }
}

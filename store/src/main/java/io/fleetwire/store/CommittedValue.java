package io.fleetwire.store;

/// A value in memory that mirrors rows and follows their commits: a unit of work sees what the
/// units before it have set ({@link WriteTx#get}), everybody else sees the last committed value.
///
/// The value itself must be immutable. Thread-safe.
public final class CommittedValue<T> {
  private final boolean isDoubtable;
  private final T initial;
  private volatile T committed;

  /// Starts with what the database holds now.
  CommittedValue(T initial) {
    this(initial, false);
  }

  private CommittedValue(T initial, boolean isDoubtable) {
    this.initial = initial;
    this.isDoubtable = isDoubtable;
    this.committed = initial;
  }

  /// A value that can be read again: it becomes `unknown` when a commit that set it has failed, and
  /// nobody can tell whether it is durable.
  static <T> CommittedValue<T> doubtable(T unknown) {
    return new CommittedValue<>(unknown, true);
  }

  /// The value as last committed.
  public T get() {
    return committed;
  }

  void doubt() {
    if (isDoubtable) {
      committed = initial;
    }
  }

  void publish(T next) {
    committed = next;
  }
}

package io.fleetwire.store;

import io.fleetwire.engine.Must;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a transaction will do in memory once it is durable: values to publish, then actions to run.
/// Confined to the writer's thread.
final class Changes {
  private final Map<CommittedValue<?>, Pending<?>> values = new HashMap<>();
  private final List<Runnable> actions = new ArrayList<>();

  private record Pending<T>(CommittedValue<T> value, T next) {
    void publish() {
      value.publish(next);
    }
  }

  /// How far a transaction had come, to go back to.
  record Mark(Map<CommittedValue<?>, Pending<?>> values, int actions) {}

  <T> T get(CommittedValue<T> value) {
    Pending<?> pending = values.isEmpty() ? null : values.get(value);
    return pending == null ? value.get() : nextOf(value, pending);
  }

  private static <T> T nextOf(CommittedValue<T> value, Pending<?> pending) {
    Must.hold(pending.value() == value, "a pending value is found by what it is for");
    @SuppressWarnings("unchecked") // the map holds under each value what was set for that value
    T next = (T) pending.next();
    return next;
  }

  <T> void set(CommittedValue<T> value, T next) {
    values.put(value, new Pending<>(value, next));
  }

  /// Whether the transaction will do anything in memory.
  boolean isAny() {
    return !values.isEmpty() || !actions.isEmpty();
  }

  /// Whether the transaction changes a value.
  boolean isSet(CommittedValue<?> value) {
    return values.containsKey(value);
  }

  void afterCommit(Runnable action) {
    actions.add(action);
  }

  Mark mark() {
    return new Mark(Map.copyOf(values), actions.size());
  }

  void backTo(Mark mark) {
    values.clear();
    values.putAll(mark.values());
    actions.subList(mark.actions(), actions.size()).clear();
  }

  /// Forgets everything, and whether what was set is durable.
  void doubt() {
    values.keySet().forEach(CommittedValue::doubt);
    forget();
  }

  void forget() {
    values.clear();
    actions.clear();
  }

  /// Shows the values to everybody, and returns the actions that follow.
  List<Runnable> publish() {
    values.values().forEach(Pending::publish);
    List<Runnable> follow = List.copyOf(actions);
    forget();
    return follow;
  }
}

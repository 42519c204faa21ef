package io.fleetwire.api;

import io.fleetwire.engine.EventType;
import io.fleetwire.engine.Payload;

/// The event types that other slices define for everybody, and how their payloads must look. An
/// organization may not call its own types so, and may publish here those that are fit for it.
/// Thread-safe.
public interface ForeignCatalogue {

  /// Whether there is such a type.
  boolean has(EventType type);

  /// What becomes of `data` as the payload of such an event.
  Judged judge(EventType type, byte[] data);

  /// A verdict on data.
  sealed interface Judged {}

  /// It can be sent like this.
  record Fit(Payload payload) implements Judged {}

  /// It cannot; `reason` says what to change.
  record Unfit(String reason) implements Judged {}

  /// No other slice has types.
  ForeignCatalogue NONE =
      new ForeignCatalogue() {
        @Override
        public boolean has(EventType type) {
          return false;
        }

        @Override
        public Judged judge(EventType type, byte[] data) {
          return new Unfit("there is no such type");
        }
      };
}

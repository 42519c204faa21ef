package io.fleetwire.testkit;

import io.fleetwire.engine.Delivery;
import io.fleetwire.engine.EngineTx;
import io.fleetwire.engine.Enqueued;
import io.fleetwire.engine.Event;
import io.fleetwire.engine.NewDelivery;
import io.fleetwire.engine.Ready;

/// An event with one delivery of it, which no store has yet.
record Fresh(NewDelivery delivery, Event event) {

  /// Appends the event and enqueues the delivery.
  Enqueued putInto(EngineTx tx, boolean mayHold) {
    tx.append(event);
    return tx.enqueue(delivery, mayHold);
  }

  /// What a store makes of it that gives it `sequence`.
  Ready at(long sequence) {
    return with(delivery.at(sequence));
  }

  Ready with(Delivery enqueued) {
    return new Ready(enqueued, event);
  }
}

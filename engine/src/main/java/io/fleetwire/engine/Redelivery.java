package io.fleetwire.engine;

import java.time.Instant;
import java.util.Optional;

/// Makes a delivery again: a new one, with its own id and the next sequence number, of the same
/// event. Receivers tell them apart by nothing but that, and recognize the event by its id.
/// Thread-safe.
public final class Redelivery {
  private final Scheduler scheduler;
  private final Ids ids;
  private final World world;

  Redelivery(Scheduler scheduler, Ids ids, World world) {
    this.scheduler = scheduler;
    this.ids = ids;
    this.world = world;
  }

  /// Delivers `id` again, by the endpoint's present plan. It may still be outstanding itself.
  public Redelivered redeliver(EngineTx tx, OrganizationId organization, DeliveryId id) {
    Optional<DeliveryEntry> found =
        tx.find(id).filter(entry -> entry.event().organization().equals(organization));
    if (found.isEmpty()) {
      return new Redelivered.Unknown();
    }
    EndpointId endpoint = found.get().endpoint();
    return tx.endpoints()
        .find(endpoint)
        .<Redelivered>map(present -> enqueue(tx, present, found.get()))
        .orElseGet(() -> new Redelivered.EndpointGone(endpoint));
  }

  /// Tries an endpoint out: `facts` become an event that this endpoint alone is told of, whatever
  /// its filter wants. Empty when the organization of `facts` has no such endpoint.
  public Optional<DeliveryId> tryOut(EngineTx tx, EndpointId endpoint, NewEvent facts) {
    Optional<Endpoint> found =
        tx.endpoints()
            .find(endpoint)
            .filter(present -> present.organization().equals(facts.organization()));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Event event = new Event(new EventId(ids.next(tx.idFloor())), facts, world.clock().instant());
    tx.append(event);
    return Optional.of(enqueue(tx, found.get(), event.head(), Origin.TEST).id());
  }

  private Redelivered enqueue(EngineTx tx, Endpoint endpoint, DeliveryEntry entry) {
    Delivery again = enqueue(tx, endpoint, entry.event(), Origin.REDELIVERY);
    return new Redelivered.Enqueued(again.id(), again.endpoint(), again.sequence());
  }

  /// Enqueues one more delivery of an event that the store has. It waits on disk, so that the
  /// payload is read by whoever claims it.
  Delivery enqueue(EngineTx tx, Endpoint endpoint, EventHead event, Origin origin) {
    Instant now = world.clock().instant();
    NewDelivery again =
        new NewDelivery(
            new DeliveryId(ids.next(tx.idFloor())),
            endpoint.id(),
            event,
            endpoint.plan().ordering(),
            origin,
            now);
    Enqueued enqueued = tx.enqueue(again, false);
    if (enqueued.placement() == Placement.WAITING) {
      Waking.wake(tx, scheduler, endpoint.id(), now);
    }
    return enqueued.delivery();
  }
}

package io.fleetwire.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The way in: makes an event and its deliveries durable in one commit. Thread-safe.
public final class Intake {
  private final EngineStore store;
  private final Scheduler scheduler;
  private final Ids ids;
  private final World world;
  private final FacetReader reader;
  private final EngineObserver observer;

  Intake(EnginePorts ports, Scheduler scheduler, Ids ids, World world) {
    this.store = ports.store();
    this.scheduler = scheduler;
    this.ids = ids;
    this.world = world;
    this.reader = ports.facets();
    this.observer = ports.observer();
  }

  /// Accepts an event by itself. When this returns, the event is durable.
  public Accepted accept(NewEvent event) {
    return store.write(tx -> accept(tx, event, Facets.NONE));
  }

  /// Accepts an event of which no more can be asked than any event is asked.
  public Accepted accept(EngineTx tx, NewEvent facts) {
    return accept(tx, facts, Facets.NONE);
  }

  /// Accepts an event together with whatever else `tx` changes. It is durable when `tx` is. What
  /// endpoints demand of it beyond type and subject is looked up in `facets`, then read from the
  /// event.
  public Accepted accept(EngineTx tx, NewEvent facts, Facets facets) {
    return accept(tx, facts, wanting(tx, facts, facets));
  }

  /// Accepts an event, unless nobody wants to be told of it: then nothing is written.
  public void acceptIfWanted(EngineTx tx, NewEvent facts, Facets facets) {
    List<Endpoint> endpoints = wanting(tx, facts, facets);
    if (!endpoints.isEmpty()) {
      accept(tx, facts, endpoints);
    }
  }

  /// Accepts an event that is for endpoints of a callback format alone, whoever else asks for its
  /// type; unless none of them wants it.
  public void acceptFor(String format, EngineTx tx, NewEvent facts, Facets facets) {
    List<Endpoint> endpoints =
        wanting(tx, facts, facets).stream()
            .filter(endpoint -> endpoint.target().format().equals(format))
            .toList();
    if (!endpoints.isEmpty()) {
      accept(tx, facts, endpoints);
    }
  }

  private List<Endpoint> wanting(EngineTx tx, NewEvent facts, Facets facets) {
    return tx.endpoints().matching(facts, facets.or(reader.of(facts)));
  }

  private Accepted accept(EngineTx tx, NewEvent facts, List<Endpoint> endpoints) {
    Instant now = world.clock().instant();
    Event event = new Event(new EventId(ids.next(tx.idFloor())), facts, now);
    EventHead head = event.head();
    tx.append(event);
    List<Ready> held = new ArrayList<>();
    for (Endpoint endpoint : endpoints) {
      boolean mayHold =
          tx.lanes().contains(endpoint.id())
              && tx.endpoints().isActive(endpoint.id())
              && scheduler.hasRoom(endpoint.id());
      NewDelivery delivery =
          new NewDelivery(
              new DeliveryId(ids.next(tx.idFloor())),
              endpoint.id(),
              head,
              endpoint.plan().ordering(),
              Origin.EVENT,
              now);
      Enqueued enqueued = tx.enqueue(delivery, mayHold);
      switch (enqueued.placement()) {
        case HELD -> held.add(new Ready(enqueued.delivery(), event));
        case WAITING -> Waking.wake(tx, scheduler, endpoint.id(), now);
        case BEHIND, SUPERSEDED -> {}
      }
    }
    tx.afterCommit(
        () -> {
          scheduler.offer(held);
          observer.accepted(event, endpoints.size());
        });
    return new Accepted(event.id(), endpoints.size());
  }

  /// A new endpoint's id.
  public EndpointId newEndpointId() {
    return new EndpointId(ids.next());
  }
}

package io.fleetwire.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The engine's tables inside one transaction. Confined to the call that it was given to.
public interface EngineTx {

  /// The endpoints as they will be when this transaction commits.
  Endpoints endpoints();

  /// Adds an endpoint, or replaces the one with its id, whose state and health stay. Deliveries
  /// that are outstanding go by the new one from their next attempt on.
  void putEndpoint(Endpoint endpoint);

  /// Removes an endpoint and cancels what is outstanding for it.
  void removeEndpoint(EndpointId id);

  /// Says whether an endpoint is called. It must exist. Schedulers learn of it only when somebody
  /// tells them: use {@link EndpointSwitch}.
  void setState(EndpointId id, EndpointState state);

  /// Says how an endpoint has been doing. It must exist.
  void setHealth(EndpointId id, EndpointHealth health);

  /// Keeps an event for good. Its id must be new.
  void append(Event event);

  /// Adds an outstanding delivery of an appended event, gives it the next place in its endpoint's
  /// sequence, and says where it stands: behind an older one of its line, where its ordering asks
  /// for that; else held, if it may be; else waiting for its due time. Of a line of the latest, it
  /// supersedes what waits, unless that is about a later event: then it is superseded at once.
  Enqueued enqueue(NewDelivery delivery, boolean mayHold);

  /// What the log says of a delivery, this transaction included, as long as its event is kept.
  Optional<DeliveryEntry> find(DeliveryId id);

  /// The greatest sequence number of an endpoint, or 0.
  long lastSequence(EndpointId endpoint);

  /// The end of things.
  Housekeeping housekeeping();

  /// The replays.
  ReplayBook replays();

  /// Records an attempt and moves its delivery on: out of the queue, and then its successor into
  /// its place; or back to waiting, and then its successors stay behind it. Where only the latest
  /// matters, what has a successor does not wait, but is superseded by it. The answer of somebody
  /// who no longer holds the delivery is refused and changes nothing.
  Settled settle(Settlement settlement);

  /// Lets go of held deliveries: each waits, and is due when it says itself. Those that are no
  /// longer held are left as they are.
  void release(List<Delivery> deliveries);

  /// Takes up to `limit` waiting deliveries of each endpoint that are due at `now`, the longest due
  /// first, and holds them. Answers the orders one by one; each names another endpoint.
  List<Claimed> claim(List<ClaimOrder> orders, Instant now);

  /// Lets go of every held delivery of these lanes: it waits, and is due at `dueAt`. For whoever
  /// takes the lanes over, before a scheduler has anything of them. Returns how many there were.
  int releaseHeld(Lanes lanes, Instant dueAt);

  /// The lanes that belong to this node. Nobody can take one of them before this transaction
  /// commits.
  Lanes lanes();

  /// All nodes and their lanes, where there may be others ({@link Membership#isShared}).
  NodeBook nodes();

  /// Tells the other nodes, once this is durable, that something waits for these endpoints; or,
  /// with none named, that endpoints, nodes or lanes have changed. Many hints of one commit are
  /// told together. They may be lost, and say nothing that cannot be found in the store.
  void hint(Set<EndpointId> endpoints);

  /// The greatest id that any node has given, or less where there is only one: ids that this
  /// transaction gives are greater.
  long idFloor();

  /// Runs `action` once the changes are durable, in the order of commits; never when they are
  /// rolled back. It must be quick and must not throw.
  void afterCommit(Runnable action);
}

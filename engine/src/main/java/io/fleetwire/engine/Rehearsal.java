package io.fleetwire.engine;

import java.util.Optional;

/// Writes the request of a delivery as it would be sent now, signed and all, and sends nothing: for
/// people who look at it, or send it by hand. Thread-safe.
public final class Rehearsal {
  private final EngineStore store;
  private final Formats formats;
  private final World world;

  Rehearsal(EnginePorts ports, World world) {
    this.store = ports.store();
    this.formats = new Formats(ports.formats());
    this.world = world;
  }

  /// What became of it.
  public sealed interface Answer {}

  public record Written(OutboundRequest request) implements Answer {}

  /// For want of something; `reason` says what.
  public record NotWritten(String reason) implements Answer {}

  /// The request of `entry`, with the number of its last attempt. A format may have to fetch a
  /// credential first.
  public Answer write(DeliveryEntry entry) {
    Optional<Endpoint> endpoint = store.endpoints().find(entry.endpoint());
    Optional<Event> event = store.log().findEvent(entry.event().id());
    if (endpoint.isEmpty()) {
      return new NotWritten("the endpoint was removed");
    }
    if (event.isEmpty()) {
      return new NotWritten("the event is no longer kept");
    }
    return write(entry, endpoint.get(), event.get());
  }

  private Answer write(DeliveryEntry entry, Endpoint endpoint, Event event) {
    int number = Math.max(1, entry.attemptsMade());
    Delivery delivery =
        new Delivery(
            entry.id(),
            entry.endpoint(),
            entry.sequence(),
            event.id(),
            endpoint.plan().ordering(),
            number - 1,
            event.acceptedAt());
    AttemptMoment moment =
        new AttemptMoment(number, world.clock().instant(), AttemptMoment.nonce(world.random()));
    try {
      Ready ready = new Ready(delivery, event);
      return new Written(formats.of(endpoint).compose(ready, endpoint, moment));
    } catch (CallbackFormat.NotComposedException e) {
      return new NotWritten(Optional.ofNullable(e.getMessage()).orElse("no request"));
    }
  }
}

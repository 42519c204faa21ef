package io.fleetwire.api;

import io.fleetwire.engine.DeliveryId;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EventType;
import io.fleetwire.engine.NewEvent;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.Redelivery;
import io.fleetwire.engine.Subject;
import io.fleetwire.engine.TraceId;
import io.fleetwire.engine.TypePattern;
import io.fleetwire.store.SqlEngineStore;
import io.fleetwire.web.Json;
import java.time.InstantSource;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Tries endpoints out: one event of this server's own for one endpoint, whatever that wants and
/// whatever its state. A paused endpoint gets it when it goes on. Thread-safe.
public final class TestEvents {
  private static final EventType TYPE = new EventType(TypePattern.OPERATIONAL + "endpoint.test");

  private final SqlEngineStore store;
  private final Redelivery redelivery;
  private final InstantSource clock;

  TestEvents(SqlEngineStore store, Redelivery redelivery, InstantSource clock) {
    this.store = store;
    this.redelivery = redelivery;
    this.clock = clock;
  }

  /// Whether an endpoint's dialect has room for such an event: vendors' have none.
  public static boolean takes(Endpoint endpoint) {
    return endpoint.target().format().equals(StandardFormat.NAME);
  }

  /// Sends one to an endpoint that takes it. Empty when the endpoint was removed meanwhile.
  public Optional<DeliveryId> send(Endpoint endpoint, TraceId trace) {
    ObjectNode data = Json.mapper().createObjectNode();
    data.put("endpoint", endpoint.id().toString());
    data.put("message", "Somebody tries out this endpoint. Nothing has happened.");
    NewEvent facts =
        new NewEvent(
            endpoint.organization(),
            TYPE,
            new Subject(endpoint.id().toString()),
            trace,
            clock.instant(),
            new Payload("application/json", Json.mapper().writeValueAsBytes(data)));
    return store.write(tx -> redelivery.tryOut(tx, endpoint.id(), facts));
  }
}

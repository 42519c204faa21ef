package io.fleetwire.api;

import io.fleetwire.access.AuditLog;
import io.fleetwire.access.Principal;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.EndpointState;
import io.fleetwire.engine.EndpointSwitch;
import io.fleetwire.engine.EngineTx;
import io.fleetwire.store.Database;
import io.fleetwire.store.SqlEngineStore;
import io.fleetwire.store.WriteTx;
import java.util.Locale;
import java.util.Optional;

/// Switches any endpoint of an organization, whichever dialect has made it, and takes down who did.
/// Thread-safe.
public final class SwitchDesk {
  private final Database database;
  private final SqlEngineStore store;
  private final EndpointSwitch endpoints;
  private final AuditLog audit;

  SwitchDesk(Database database, ApiPorts ports, AuditLog audit) {
    this.database = database;
    this.store = ports.store();
    this.endpoints = ports.endpointSwitch();
    this.audit = audit;
  }

  /// What can be done with a switch, as {@link EndpointSwitch} has it.
  public enum Turn {
    PAUSE,
    RESUME,
    DISABLE,
    ENABLE;

    private String action() {
      return "endpoint." + name().toLowerCase(Locale.ROOT);
    }
  }

  /// The state that `turn` leads to; empty when the organization has no such endpoint. Where it
  /// leads nowhere, nothing is changed and nothing taken down.
  public Optional<EndpointState> turn(Principal by, EndpointId id, Turn turn) {
    return database.write(
        tx ->
            store
                .in(tx)
                .endpoints()
                .find(id)
                .filter(endpoint -> endpoint.organization().equals(by.organization()))
                .flatMap(endpoint -> turn(tx, by, endpoint, turn)));
  }

  private Optional<EndpointState> turn(WriteTx tx, Principal by, Endpoint endpoint, Turn turn) {
    EngineTx engine = store.in(tx);
    EndpointState before = engine.endpoints().state(endpoint.id());
    Optional<EndpointState> after =
        switch (turn) {
          case PAUSE -> endpoints.pause(engine, endpoint.id());
          case RESUME -> endpoints.resume(engine, endpoint.id());
          case DISABLE -> endpoints.disable(engine, endpoint.id());
          case ENABLE -> endpoints.enable(engine, endpoint.id());
        };
    if (!after.equals(Optional.of(before))) {
      audit.append(tx, by, EndpointChange.of(turn.action(), endpoint));
    }
    return after;
  }
}

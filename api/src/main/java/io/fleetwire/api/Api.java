package io.fleetwire.api;

import io.fleetwire.access.AuditLog;
import io.fleetwire.callback.Callbacks;
import io.fleetwire.engine.CallbackFormat;
import io.fleetwire.engine.FacetReader;
import io.fleetwire.store.Database;
import io.fleetwire.store.Schema;
import java.time.InstantSource;

/// The way into this room. It is entered in two steps, because the engine needs the callback format
/// before there is an intake: {@link #format}, then {@link #serve}.
public final class Api {
  /// The room's tables. They name no table of another room.
  public static final Schema SCHEMA = Schema.of("api", Api.class, "001-api.sql");

  private Api() {}

  /// How endpoints of this room are spoken to.
  public static CallbackFormat format(Callbacks callbacks) {
    return new StandardFormat(callbacks.dresser());
  }

  /// How events of any slice are read for conditions of endpoints.
  public static FacetReader facets() {
    return event -> new PayloadFacets(event.payload());
  }

  /// The routes and pumps, on a database that was opened with {@link #SCHEMA}. `audit` is told who
  /// changes what.
  public static ApiService serve(
      Database database, ApiPorts ports, AuditLog audit, InstantSource clock) {
    return new ApiService(database, ports, audit, clock);
  }
}

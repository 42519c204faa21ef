package io.fleetwire.knox;

import io.fleetwire.access.Access;
import io.fleetwire.access.AuditLog;
import io.fleetwire.engine.AddressRule;
import io.fleetwire.engine.Intake;
import io.fleetwire.store.SqlEngineStore;

/// What the slice needs from rooms that are made after its callback format: the engine, and access.
public record KnoxPorts(
    SqlEngineStore store, Intake intake, Access access, AddressRule addressRule) {

  AuditLog audit() {
    return access.audit();
  }
}

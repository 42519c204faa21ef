package io.fleetwire.lab;

import io.fleetwire.access.Access;
import io.fleetwire.access.AuditLog;
import io.fleetwire.engine.EndpointSwitch;
import io.fleetwire.engine.Intake;
import io.fleetwire.engine.Redelivery;
import io.fleetwire.store.SqlEngineStore;

/// What the slice needs from rooms that are made after its callback format: the engine, and access.
public record LabPorts(
    SqlEngineStore store,
    Intake intake,
    EndpointSwitch endpoints,
    Redelivery redelivery,
    Access access) {

  AuditLog audit() {
    return access.audit();
  }
}

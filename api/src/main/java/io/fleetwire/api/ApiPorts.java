package io.fleetwire.api;

import io.fleetwire.callback.Callbacks;
import io.fleetwire.engine.EndpointSwitch;
import io.fleetwire.engine.Intake;
import io.fleetwire.engine.Redelivery;
import io.fleetwire.engine.Replays;
import io.fleetwire.store.SqlEngineStore;

/// What the slice needs from rooms that are made after its callback format.
public record ApiPorts(
    SqlEngineStore store,
    Intake intake,
    EndpointSwitch endpointSwitch,
    Again again,
    Callbacks callbacks,
    ForeignCatalogue foreign) {

  /// Who delivers again.
  public record Again(Redelivery redelivery, Replays replays) {}
}

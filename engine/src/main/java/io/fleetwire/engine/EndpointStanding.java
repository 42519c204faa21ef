package io.fleetwire.engine;

/// What the engine itself knows of an endpoint: whether it is called, and how it has been doing.
public record EndpointStanding(EndpointState state, EndpointHealth health) {
  static final EndpointStanding USUAL =
      new EndpointStanding(new EndpointState.Active(), new EndpointHealth.Well());
}

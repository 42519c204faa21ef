package io.fleetwire.engine;

/// Names an organization: who owns devices, endpoints and events. A small positive number, because
/// receivers of the device lab's callbacks see it as one.
public record OrganizationId(long value) {
  public OrganizationId {
    Must.hold(value > 0, "an organization id is positive");
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}

package io.fleetwire.access;

import io.fleetwire.engine.OrganizationId;
import java.util.List;

/// An organization, and for whom it may act. Immutable.
public record Tenancy(Organization organization, List<OrganizationId> customers) {
  public Tenancy {
    customers = List.copyOf(customers);
  }
}

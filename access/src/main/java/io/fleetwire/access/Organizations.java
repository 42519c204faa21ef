package io.fleetwire.access;

import io.fleetwire.engine.OrganizationId;
import java.util.Optional;

/// The organizations, and who may act for whom. Thread-safe.
@SuppressWarnings("DoNotCallSuggester")
public final class Organizations {

  Organizations() {}

  /// A new organization; ids count from 1.
  public Organization create(String name) {
    throw new UnsupportedOperationException(name);
  }

  public Optional<Organization> find(OrganizationId id) {
    throw new UnsupportedOperationException(id.toString());
  }

  /// From now on `manager` may act for `customer`. Does nothing when it already may.
  public void letManage(OrganizationId manager, OrganizationId customer) {
    throw new UnsupportedOperationException(manager + " " + customer);
  }

  /// Whether `manager` may act for `customer`. Not transitive.
  public boolean manages(OrganizationId manager, OrganizationId customer) {
    throw new UnsupportedOperationException(manager + " " + customer);
  }

  /// The caller in the name of the customer that the header `x-wsm-managed-tenantid` names; empty
  /// when the caller's organization may not act for it, or there is no such customer.
  public Optional<Principal> actFor(Principal caller, String managedTenantId) {
    throw new UnsupportedOperationException(caller + managedTenantId);
  }
}

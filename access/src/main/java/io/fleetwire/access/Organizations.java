package io.fleetwire.access;

import io.fleetwire.engine.GivenNumber;
import io.fleetwire.engine.Must;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.store.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// The organizations, and who may act for whom. Thread-safe.
public final class Organizations {
  private final Database database;
  private final InstantSource clock;

  Organizations(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /// A new organization; ids count from 1. The name must satisfy {@link Organization#isName};
  /// another organization may have it, too.
  public Organization create(String name) {
    Must.hold(Organization.isName(name), "the edge has checked the name");
    Instant now = clock.instant();
    return database.write(tx -> OrganizationTable.insert(tx, name, now));
  }

  public Optional<Organization> find(OrganizationId id) {
    return database.read(tx -> OrganizationTable.find(tx, id));
  }

  /// From now on `manager` may act for `customer`; both exist and differ. Does nothing when it
  /// already may.
  public void letManage(OrganizationId manager, OrganizationId customer) {
    Must.hold(!manager.equals(customer), "an organization needs no leave to act for itself");
    database.write(
        tx -> {
          OrganizationTable.insertManagement(tx, manager, customer);
          return customer;
        });
  }

  /// From now on `manager` may no longer act for `customer`.
  void endManagement(OrganizationId manager, OrganizationId customer) {
    database.write(
        tx -> {
          OrganizationTable.deleteManagement(tx, manager, customer);
          return customer;
        });
  }

  /// Whether `manager` may act for `customer`. Not transitive: the customer's own customers have
  /// not been asked.
  boolean manages(OrganizationId manager, OrganizationId customer) {
    return database.read(tx -> OrganizationTable.manages(tx, manager, customer));
  }

  /// The caller in the name of the customer that the header `x-wsm-managed-tenantid` names; empty
  /// when the caller's organization may not act for it, or there is no such customer. An
  /// organization may name itself.
  public Optional<Principal> actFor(Principal caller, String managedTenantId) {
    return GivenNumber.find(managedTenantId)
        .map(OrganizationId::new)
        .filter(
            customer ->
                customer.equals(caller.organization()) || manages(caller.organization(), customer))
        .map(caller::actingFor);
  }
}

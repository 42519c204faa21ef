package io.fleetwire.access;

import io.fleetwire.engine.GivenNumber;
import io.fleetwire.engine.Must;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.store.Database;
import io.fleetwire.store.WriteTx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The organizations, and who may act for whom. Thread-safe.
public final class Organizations {
  /// More than anybody reads on a terminal.
  static final int LISTED_MAX = 10_000;

  private final Database database;
  private final AuditLog audit;
  private final InstantSource clock;

  Organizations(Database database, AuditLog audit, InstantSource clock) {
    this.database = database;
    this.audit = audit;
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

  /// The organizations of the server, the oldest first, at most {@link #LISTED_MAX}.
  public List<Tenancy> list() {
    return database.read(
        tx ->
            OrganizationTable.list(tx, LISTED_MAX).stream()
                .map(each -> new Tenancy(each, OrganizationTable.customers(tx, each.id())))
                .toList());
  }

  /// From now on `manager` may act for `customer`, and both find it on record; both exist and
  /// differ. False when it already might.
  public boolean letManage(OrganizationId manager, OrganizationId customer) {
    Must.hold(!manager.equals(customer), "an organization needs no leave to act for itself");
    return database.write(
        tx -> {
          boolean changed = OrganizationTable.insertManagement(tx, manager, customer);
          if (changed) {
            record(tx, "organization.let-manage", manager, customer);
          }
          return changed;
        });
  }

  /// From now on `manager` may no longer act for `customer`, and both find it on record. False when
  /// it might not.
  public boolean endManagement(OrganizationId manager, OrganizationId customer) {
    return database.write(
        tx -> {
          boolean changed = OrganizationTable.deleteManagement(tx, manager, customer);
          if (changed) {
            record(tx, "organization.end-management", manager, customer);
          }
          return changed;
        });
  }

  /// Whoever reads the terminal decides it, for two organizations at once.
  private void record(WriteTx tx, String action, OrganizationId manager, OrganizationId customer) {
    String detail = "organization " + manager + " acts for organization " + customer;
    AuditLog.Change change = new AuditLog.Change(action, "organization " + customer, detail);
    List.of(manager, customer).forEach(each -> audit.append(tx, each, AuditLog.SYSTEM, change));
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

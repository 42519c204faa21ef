package io.fleetwire.lab;

import io.fleetwire.access.AuditLog;
import io.fleetwire.access.Principal;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.store.Database;
import io.fleetwire.store.WriteTx;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The hosts of all organizations, as people manage them; agents make those that are missing.
/// Thread-safe.
public final class Hosts {
  private final Database database;
  private final AuditLog audit;
  private final InstantSource clock;

  Hosts(Database database, AuditLog audit, InstantSource clock) {
    this.database = database;
    this.audit = audit;
    this.clock = clock;
  }

  /// What became of a wish.
  public sealed interface Answer {
    record Saved(Host host) implements Answer {}

    record NameTaken(String name) implements Answer {}

    record TooMany(int max) implements Answer {}

    record Unknown() implements Answer {}
  }

  /// A host with how many devices hang on it.
  public record Listed(Host host, int devices, int offline) {}

  public List<Listed> list(OrganizationId organization) {
    return database.read(
        tx -> {
          Map<Long, FleetTable.OnHost> counts = FleetTable.byHost(tx, organization);
          return HostTable.list(tx, organization).stream()
              .map(host -> listed(host, counts.getOrDefault(host.id(), FleetTable.OnHost.NONE)))
              .toList();
        });
  }

  private static Listed listed(Host host, FleetTable.OnHost count) {
    return new Listed(host, count.devices(), count.offline());
  }

  /// The hosts alone, without counting what hangs on them.
  public List<Host> names(OrganizationId organization) {
    return database.read(tx -> HostTable.list(tx, organization));
  }

  public Optional<Host> find(OrganizationId organization, long id) {
    return database.read(tx -> HostTable.find(tx, organization, id));
  }

  public Answer create(Principal caller, Host.Wish wish) {
    return database.write(
        tx -> {
          OrganizationId organization = caller.organization();
          if (HostTable.find(tx, organization, wish.name()).isPresent()) {
            return new Answer.NameTaken(wish.name());
          }
          if (HostTable.list(tx, organization).size() >= Reporting.HOSTS_MAX) {
            return new Answer.TooMany(Reporting.HOSTS_MAX);
          }
          Host host = HostTable.add(tx, organization, wish, clock.instant());
          note(tx, caller, "host.create", host);
          return new Answer.Saved(host);
        });
  }

  public Answer replace(Principal caller, long id, Host.Wish wish) {
    return database.write(
        tx -> {
          OrganizationId organization = caller.organization();
          Optional<Host> known = HostTable.find(tx, organization, id);
          if (known.isEmpty()) {
            return new Answer.Unknown();
          }
          boolean taken =
              HostTable.find(tx, organization, wish.name())
                  .filter(other -> other.id() != id)
                  .isPresent();
          if (taken) {
            return new Answer.NameTaken(wish.name());
          }
          Host host = known.get().with(wish);
          HostTable.replace(tx, host);
          note(tx, caller, "host.update", host);
          return new Answer.Saved(host);
        });
  }

  /// Its devices stay, as they were last.
  public Answer remove(Principal caller, long id) {
    return database.write(
        tx -> {
          Optional<Host> known = HostTable.find(tx, caller.organization(), id);
          if (known.isEmpty()) {
            return new Answer.Unknown();
          }
          HostTable.remove(tx, known.get());
          note(tx, caller, "host.delete", known.get());
          return new Answer.Saved(known.get());
        });
  }

  private void note(WriteTx tx, Principal caller, String action, Host host) {
    audit.append(
        tx, caller, new AuditLog.Change(action, "host " + host.id(), "\"" + host.name() + "\""));
  }
}

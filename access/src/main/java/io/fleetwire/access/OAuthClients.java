package io.fleetwire.access;

import io.fleetwire.access.ClientAnswer.NewClient;
import io.fleetwire.engine.Must;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Secret;
import io.fleetwire.store.Database;
import io.fleetwire.store.ReadTx;
import io.fleetwire.store.WriteTx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// The applications that may ask for tokens. Thread-safe.
public final class OAuthClients {
  /// More than anybody tells apart; it bounds every list.
  static final int PER_ORGANIZATION_MAX = 200;

  /// Long enough to roll a new secret out everywhere by hand.
  static final Duration OVERLAP_MAX = Duration.ofDays(30);

  private final Database database;
  private final ScopeCatalogue catalogue;
  private final Secrets secrets;
  private final Leavers leavers;
  private final AuditLog audit;
  private final InstantSource clock;

  OAuthClients(
      Database database,
      ScopeCatalogue catalogue,
      Secrets secrets,
      Leavers leavers,
      AuditLog audit,
      InstantSource clock) {
    this.database = database;
    this.catalogue = catalogue;
    this.secrets = secrets;
    this.leavers = leavers;
    this.audit = audit;
    this.clock = clock;
  }

  /// Registers a client, or says everything that is wrong with the wish.
  public ClientAnswer register(ClientRegistration registration) {
    return register(registration, (_, _) -> {});
  }

  /// The same for the organization of who asks, and it is on record.
  public ClientAnswer register(Principal by, ClientRegistration registration) {
    Must.hold(
        by.organization().equals(registration.organization()), "people add to their organization");
    return register(
        registration,
        (tx, client) ->
            audit.append(
                tx,
                by,
                new AuditLog.Change("client.create", client.id(), client.scopes().toString())));
  }

  private ClientAnswer register(
      ClientRegistration registration, BiConsumer<WriteTx, OAuthClient> then) {
    List<String> faults = registration.faults(catalogue);
    if (!faults.isEmpty()) {
      return new ClientAnswer.Refused(faults);
    }
    NewClient fresh =
        new NewClient(registration.client(secrets.id()), secrets.next(SecretKind.CLIENT_SECRET));
    Instant now = clock.instant();
    return database.write(
        tx -> {
          ClientAnswer answer = insert(tx, fresh, now);
          if (answer instanceof NewClient(OAuthClient client, Secret _)) {
            then.accept(tx, client);
          }
          return answer;
        });
  }

  Optional<OAuthClient> find(String id) {
    return database.read(tx -> OAuthClientTable.find(tx, id));
  }

  /// The clients of an organization, the oldest first.
  public List<OAuthClient> list(OrganizationId organization) {
    return database.read(tx -> OAuthClientTable.list(tx, organization));
  }

  public Optional<OAuthClient> find(OrganizationId organization, String id) {
    return database.read(tx -> find(tx, organization, id));
  }

  /// A new secret for a client of who asks, and it is on record; the old one works for `overlap`
  /// longer (0 to {@link #OVERLAP_MAX}). Tokens that it got stay good. Empty when the organization
  /// has no such client.
  public Optional<Secret> rotateSecret(Principal by, String id, Duration overlap) {
    Must.hold(
        !overlap.isNegative() && overlap.compareTo(OVERLAP_MAX) <= 0,
        "the edge has checked the overlap");
    Secret secret = secrets.next(SecretKind.CLIENT_SECRET);
    Instant now = clock.instant();
    boolean rotated =
        database.write(
            tx -> {
              if (find(tx, by.organization(), id).isEmpty()) {
                return false;
              }
              OAuthClientTable.retireSecrets(tx, id, now.plus(overlap));
              OAuthClientTable.insertSecret(tx, id, Digest.of(secret), now);
              String detail = "the old one works for " + overlap.toHours() + " hours longer";
              audit.append(tx, by, new AuditLog.Change("client.secret", id, detail));
              return true;
            });
    return rotated ? Optional.of(secret) : Optional.empty();
  }

  /// Disables or enables a client of who asks, and a change is on record. One that is disabled gets
  /// no token, and those that it has are worth nothing from this moment on, also after it is
  /// enabled again. False when the organization has no such client.
  public boolean setEnabled(Principal by, String id, boolean enabled) {
    return database.write(
        tx -> {
          Optional<OAuthClient> client = find(tx, by.organization(), id);
          if (client.isPresent() && client.get().enabled() != enabled) {
            OAuthClientTable.setEnabled(tx, id, enabled);
            if (!enabled) {
              leavers.revokeTokensOf(tx, id);
            }
            String action = enabled ? "client.enable" : "client.disable";
            audit.append(tx, by, new AuditLog.Change(action, id, ""));
          }
          return client.isPresent();
        });
  }

  /// Removes a client of who asks with its secrets, its tokens, and what people let it do, and it
  /// is on record. False when the organization has no such client.
  public boolean remove(Principal by, String id) {
    return database.write(
        tx -> {
          boolean known = find(tx, by.organization(), id).isPresent();
          if (known) {
            leavers.revokeTokensOf(tx, id);
            leavers.endGrantsOf(tx, id);
            OAuthClientTable.delete(tx, id);
            audit.append(tx, by, new AuditLog.Change("client.delete", id, ""));
          }
          return known;
        });
  }

  private static Optional<OAuthClient> find(ReadTx tx, OrganizationId organization, String id) {
    return OAuthClientTable.find(tx, id)
        .filter(client -> client.organization().equals(organization));
  }

  private static ClientAnswer insert(WriteTx tx, NewClient fresh, Instant now) {
    OAuthClient client = fresh.client();
    if (OrganizationTable.find(tx, client.organization()).isEmpty()) {
      return refused("there is no organization " + client.organization());
    }
    if (OAuthClientTable.list(tx, client.organization()).size() >= PER_ORGANIZATION_MAX) {
      return refused("an organization has at most " + PER_ORGANIZATION_MAX + " clients");
    }
    OAuthClientTable.insert(tx, client, now);
    OAuthClientTable.insertSecret(tx, client.id(), Digest.of(fresh.secret()), now);
    return fresh;
  }

  private static ClientAnswer refused(String fault) {
    return new ClientAnswer.Refused(List.of(fault));
  }
}

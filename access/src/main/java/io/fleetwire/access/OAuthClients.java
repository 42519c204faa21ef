package io.fleetwire.access;

import io.fleetwire.access.ClientAnswer.NewClient;
import io.fleetwire.engine.Must;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Secret;
import io.fleetwire.store.Database;
import io.fleetwire.store.WriteTx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The applications that may ask for tokens. Thread-safe.
public final class OAuthClients {
  /// More than anybody tells apart; it bounds every list.
  public static final int PER_ORGANIZATION_MAX = 200;

  /// Long enough to roll a new secret out everywhere by hand.
  public static final Duration OVERLAP_MAX = Duration.ofDays(30);

  static final String SECRET_PREFIX = "fws_";

  private final Database database;
  private final ScopeCatalogue catalogue;
  private final Secrets secrets;
  private final Leavers leavers;
  private final InstantSource clock;

  OAuthClients(
      Database database,
      ScopeCatalogue catalogue,
      Secrets secrets,
      Leavers leavers,
      InstantSource clock) {
    this.database = database;
    this.catalogue = catalogue;
    this.secrets = secrets;
    this.leavers = leavers;
    this.clock = clock;
  }

  /// Registers a client, or says everything that is wrong with the wish.
  public ClientAnswer register(ClientRegistration registration) {
    List<String> faults = registration.faults(catalogue);
    if (!faults.isEmpty()) {
      return new ClientAnswer.Refused(faults);
    }
    NewClient fresh = new NewClient(registration.client(secrets.id()), secrets.next(SECRET_PREFIX));
    Instant now = clock.instant();
    return database.write(tx -> insert(tx, fresh, now));
  }

  public Optional<OAuthClient> find(String id) {
    return database.read(tx -> OAuthClientTable.find(tx, id));
  }

  /// The clients of an organization, the oldest first.
  public List<OAuthClient> list(OrganizationId organization) {
    return database.read(tx -> OAuthClientTable.list(tx, organization));
  }

  /// A new secret; the old one works for `overlap` longer (0 to {@link #OVERLAP_MAX}). Tokens that
  /// it got stay good. Empty when there is no such client.
  public Optional<Secret> rotateSecret(String id, Duration overlap) {
    Must.hold(
        !overlap.isNegative() && overlap.compareTo(OVERLAP_MAX) <= 0,
        "the edge has checked the overlap");
    Secret secret = secrets.next(SECRET_PREFIX);
    Instant now = clock.instant();
    boolean rotated =
        database.write(
            tx -> {
              if (OAuthClientTable.find(tx, id).isEmpty()) {
                return false;
              }
              OAuthClientTable.retireSecrets(tx, id, now.plus(overlap));
              OAuthClientTable.insertSecret(tx, id, Digest.of(secret), now);
              return true;
            });
    return rotated ? Optional.of(secret) : Optional.empty();
  }

  /// Disables or enables a client. One that is disabled gets no token, and those that it has are
  /// worth nothing from this moment on, also after it is enabled again. False when the organization
  /// has no such client.
  public boolean setEnabled(OrganizationId organization, String id, boolean enabled) {
    return database.write(
        tx -> {
          boolean known = OAuthClientTable.setEnabled(tx, organization, id, enabled);
          if (known && !enabled) {
            leavers.revokeTokensOf(tx, id);
          }
          return known;
        });
  }

  /// Removes a client with its secrets, its tokens, and what people let it do. False when the
  /// organization has no such client.
  public boolean remove(OrganizationId organization, String id) {
    return database.write(
        tx -> {
          boolean known = OAuthClientTable.setEnabled(tx, organization, id, false);
          if (known) {
            leavers.revokeTokensOf(tx, id);
            leavers.endGrantsOf(tx, id);
            OAuthClientTable.delete(tx, id);
          }
          return known;
        });
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

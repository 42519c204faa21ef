package io.fleetwire.access;

import io.fleetwire.access.LegacyClientAnswer.NewLegacyClient;
import io.fleetwire.access.LegacyClientAnswer.Refused;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.store.Database;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The keys of the legacy way in. Thread-safe.
public final class LegacyClients {
  /// More than anybody tells apart; it bounds every list.
  static final int PER_ORGANIZATION_MAX = 50;

  private static final String PREFIX = "fwl_";

  private final Database database;
  private final ScopeCatalogue catalogue;
  private final Secrets secrets;
  private final InstantSource clock;

  LegacyClients(Database database, ScopeCatalogue catalogue, Secrets secrets, InstantSource clock) {
    this.database = database;
    this.catalogue = catalogue;
    this.secrets = secrets;
    this.clock = clock;
  }

  /// Registers an RSA key (SubjectPublicKeyInfo, base64 or PEM) for an organization that exists.
  public LegacyClientAnswer register(OrganizationId organization, Scopes scopes, String publicKey) {
    List<String> faults = new ArrayList<>(catalogue.faults(scopes));
    if (scopes.isEmpty()) {
      faults.add("a key has at least one scope");
    }
    Optional<RSAPublicKey> key = RsaKeys.parse(publicKey);
    if (key.isEmpty()) {
      faults.add("the key is an RSA public key of 2048 to 8192 bits, in PEM or base64 of its DER");
    }
    if (!faults.isEmpty()) {
      return new Refused(faults);
    }
    return insert(new LegacyClient(PREFIX + secrets.id(), organization, scopes, key.get()));
  }

  /// The keys of an organization, the oldest first.
  List<LegacyClient> list(OrganizationId organization) {
    return database.read(tx -> LegacyClientTable.list(tx, organization));
  }

  /// Ends a key at once, with every token that it got. False when the organization has no such key.
  boolean remove(OrganizationId organization, String identifier) {
    return database.write(tx -> LegacyClientTable.delete(tx, organization, identifier));
  }

  Optional<LegacyClient> find(String identifier) {
    return database.read(tx -> LegacyClientTable.find(tx, identifier));
  }

  private LegacyClientAnswer insert(LegacyClient client) {
    Instant now = clock.instant();
    return database.write(
        tx -> {
          if (LegacyClientTable.list(tx, client.organization()).size() >= PER_ORGANIZATION_MAX) {
            return new Refused(
                List.of("an organization has at most " + PER_ORGANIZATION_MAX + " keys"));
          }
          LegacyClientTable.insert(tx, client, now);
          return new NewLegacyClient(client);
        });
  }
}

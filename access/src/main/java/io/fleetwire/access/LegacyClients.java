package io.fleetwire.access;

import io.fleetwire.access.LegacyClientAnswer.NewLegacyClient;
import io.fleetwire.access.LegacyClientAnswer.Refused;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Secret;
import io.fleetwire.store.Database;
import java.security.KeyPair;
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
  private final AuditLog audit;
  private final InstantSource clock;

  LegacyClients(
      Database database,
      ScopeCatalogue catalogue,
      Secrets secrets,
      AuditLog audit,
      InstantSource clock) {
    this.database = database;
    this.catalogue = catalogue;
    this.secrets = secrets;
    this.audit = audit;
    this.clock = clock;
  }

  /// A new pair of keys, for who has none. Nothing is kept of it.
  public LegacyKeys newKeys() {
    KeyPair pair = secrets.rsaKeys();
    return new LegacyKeys(
        RsaKeys.pem("PUBLIC KEY", pair.getPublic().getEncoded()),
        new Secret(RsaKeys.pem("PRIVATE KEY", pair.getPrivate().getEncoded())));
  }

  /// Registers an RSA key (SubjectPublicKeyInfo, base64 or PEM) for the organization of who asks,
  /// and it is on record.
  public LegacyClientAnswer register(Principal by, Scopes scopes, String publicKey) {
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
    return insert(
        by, new LegacyClient(PREFIX + secrets.id(), by.organization(), scopes, key.get()));
  }

  /// The keys of an organization, the oldest first.
  public List<LegacyClient> list(OrganizationId organization) {
    return database.read(tx -> LegacyClientTable.list(tx, organization));
  }

  public Optional<LegacyClient> find(OrganizationId organization, String identifier) {
    return find(identifier).filter(client -> client.organization().equals(organization));
  }

  /// Ends a key of who asks at once, with every token that it got, and it is on record. False when
  /// the organization has no such key.
  public boolean remove(Principal by, String identifier) {
    return database.write(
        tx -> {
          boolean known = LegacyClientTable.delete(tx, by.organization(), identifier);
          if (known) {
            audit.append(tx, by, new AuditLog.Change("legacy-client.delete", identifier, ""));
          }
          return known;
        });
  }

  Optional<LegacyClient> find(String identifier) {
    return database.read(tx -> LegacyClientTable.find(tx, identifier));
  }

  private LegacyClientAnswer insert(Principal by, LegacyClient client) {
    Instant now = clock.instant();
    return database.write(
        tx -> {
          if (LegacyClientTable.list(tx, client.organization()).size() >= PER_ORGANIZATION_MAX) {
            return new Refused(
                List.of("an organization has at most " + PER_ORGANIZATION_MAX + " keys"));
          }
          LegacyClientTable.insert(tx, client, now);
          audit.append(
              tx,
              by,
              new AuditLog.Change(
                  "legacy-client.create", client.identifier(), client.scopes().toString()));
          return new NewLegacyClient(client);
        });
  }
}

package io.fleetwire.access;

import io.fleetwire.store.CommittedValue;
import io.fleetwire.store.Database;
import io.fleetwire.store.WriteTx;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// The keys that sign access tokens: made on first use, replaced when they have signed for long
/// enough, and kept for verifying until the last token that they signed has expired. Thread-safe.
final class SigningKeys {
  /// A token may be signed by a key that has been replaced a moment ago.
  private static final Duration SLACK = Duration.ofMinutes(5);

  private final Database database;
  private final Duration signsFor;
  private final InstantSource clock;
  private final SecureRandom random;
  private final CommittedValue<KeyRing> ring;

  SigningKeys(Database database, Duration signsFor, InstantSource clock, SecureRandom random) {
    this.database = database;
    this.signsFor = signsFor;
    this.clock = clock;
    this.random = random;
    this.ring = database.mirror("token-keys", tx -> new KeyRing(TokenKeyTable.list(tx)));
  }

  /// The key to sign with.
  SigningKey signing() {
    return ring.get().signing().orElseGet(this::make);
  }

  /// A key that another server has made a moment ago may be in the database alone.
  Optional<SigningKey> find(String kid) {
    Optional<SigningKey> known = ring.get().find(kid);
    return known.isPresent() || !database.isShared()
        ? known
        : database.read(tx -> new KeyRing(TokenKeyTable.list(tx)).find(kid));
  }

  /// Replaces the signing key if it has signed for long enough at `now`, and drops keys that
  /// nothing needs. Idempotent.
  void rotateIfDue(Instant now) {
    KeyRing current = ring.get();
    boolean due = current.signing().filter(key -> isOld(key, now)).isPresent();
    boolean ended = current.keys().stream().anyMatch(key -> !key.verifiesUntil().isAfter(now));
    if (due || ended) {
      SigningKey fresh = generate(now);
      database.write(tx -> rotate(tx, fresh, now));
    }
  }

  /// Many may want the first key at once: the first to write makes it, the others find it.
  private SigningKey make() {
    SigningKey fresh = generate(clock.instant());
    return database.write(
        tx -> {
          if (new KeyRing(TokenKeyTable.list(tx)).signing().isEmpty()) {
            TokenKeyTable.insert(tx, fresh);
          }
          return reload(tx).signing().orElseThrow();
        });
  }

  private KeyRing rotate(WriteTx tx, SigningKey fresh, Instant now) {
    boolean due =
        new KeyRing(TokenKeyTable.list(tx)).signing().filter(key -> isOld(key, now)).isPresent();
    if (due) {
      TokenKeyTable.retire(tx, now.plus(AccessTokens.LIFETIME_MAX).plus(SLACK));
      TokenKeyTable.insert(tx, fresh);
    }
    TokenKeyTable.deleteEnded(tx, now);
    return reload(tx);
  }

  private KeyRing reload(WriteTx tx) {
    KeyRing next = new KeyRing(TokenKeyTable.list(tx));
    tx.set(ring, next);
    return next;
  }

  private boolean isOld(SigningKey key, Instant now) {
    return !key.createdAt().plus(signsFor).isAfter(now);
  }

  private SigningKey generate(Instant now) {
    return SigningKey.generate(new Secrets(random).id(), random, now);
  }
}

package io.fleetwire.access;

import io.fleetwire.engine.Secret;
import io.fleetwire.store.Database;
import io.fleetwire.store.WriteTx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The keys that people's programs use in their name. Thread-safe.
public final class ApiKeys {
  /// More than anybody tells apart; it bounds every list.
  static final int PER_USER_MAX = 50;

  private static final String PREFIX = SecretKind.API_KEY.prefix();

  /// That a key was used is noted this often: each request of a program is no commit.
  private static final Duration USED_STEP = Duration.ofMinutes(1);

  /// After the prefix: enough letters that no two keys begin alike, few enough to keep 220 bits
  /// unseen.
  private static final int PRINTABLE_LENGTH = PREFIX.length() + 8;

  private final Database database;
  private final InstantSource clock;

  ApiKeys(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /// The keys of a user, the oldest first.
  public List<ApiKey> list(UserId user) {
    return database.read(tx -> ApiKeyTable.list(tx, user));
  }

  /// Whether `text` may be a key, and is surely no password.
  static boolean isKey(Secret secret) {
    return secret.reveal().startsWith(PREFIX) && secret.reveal().length() > PRINTABLE_LENGTH;
  }

  /// Whether `secret` is a key of `user`.
  boolean isOf(UserId user, Secret secret) {
    Optional<ApiKey> key =
        database
            .read(tx -> ApiKeyTable.find(tx, prefix(secret)))
            .filter(stored -> stored.key().user().equals(user))
            .filter(stored -> Digest.matches(stored.secretHash(), secret))
            .map(ApiKeyTable.StoredKey::key);
    key.ifPresent(this::use);
    return key.isPresent();
  }

  private void use(ApiKey key) {
    Instant now = clock.instant();
    if (key.usedAt().isEmpty() || key.usedAt().get().plus(USED_STEP).isBefore(now)) {
      database.write(
          tx -> {
            ApiKeyTable.use(tx, key.prefix(), now);
            return now;
          });
    }
  }

  static ApiKeyAnswer create(WriteTx tx, ApiKey key, Secret secret) {
    if (ApiKeyTable.list(tx, key.user()).size() >= PER_USER_MAX) {
      return new ApiKeyAnswer.Refused("a user has at most 50 keys; remove one that is not used");
    }
    ApiKeyTable.insert(tx, key, Digest.of(secret));
    return new ApiKeyAnswer.NewApiKey(key, secret);
  }

  static String prefix(Secret secret) {
    return secret.reveal().substring(0, PRINTABLE_LENGTH);
  }
}

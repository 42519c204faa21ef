package io.fleetwire.apple;

import io.fleetwire.callback.OptionsBook;
import io.fleetwire.callback.SigningKey;
import io.fleetwire.callback.SigningKeys;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.Secret;
import io.fleetwire.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a person does beside a running server: shows and exchanges the key by which the backend
/// knows us, and gives out codes for enrolment profiles.
public final class AppleTools {
  private final Database database;
  private final OptionsBook book;
  private final EnrolCodes codes;

  private AppleTools(Database database, OptionsBook book, EnrolCodes codes) {
    this.database = database;
    this.book = book;
    this.codes = codes;
  }

  /// On a database that was opened with {@link Apple#SCHEMA}. A code lives for `codeLifetime`.
  public static AppleTools of(
      Database database, OptionsBook book, Duration codeLifetime, AppleWorld world) {
    return new AppleTools(database, book, new EnrolCodes(database, codeLifetime, world));
  }

  /// What became of a wish about keys.
  public sealed interface Keys {

    /// What verifies, the newest first; `until` when an older one is still used.
    record Shown(List<Secret> verifiers) implements Keys {}

    /// The server was never started with a backend, or does not sign.
    record None() implements Keys {}

    /// Too many keys are being exchanged; the next one can be made at `freeAt`.
    record Crowded(Instant freeAt) implements Keys {}
  }

  /// What the backend verifies with now.
  public Keys keys(Instant now) {
    return endpoint()
        .flatMap(book::findKeys)
        .<Keys>map(keys -> shown(keys, now))
        .orElseGet(Keys.None::new);
  }

  /// A new key; the one before it goes on for a day.
  public Keys rotate(Instant now) {
    Optional<EndpointId> endpoint = endpoint();
    Optional<SigningKeys> before = endpoint.flatMap(book::findKeys);
    if (before.isEmpty()) {
      return new Keys.None();
    }
    SigningKey next = book.newKey(before.get().current().scheme());
    return switch (database.write(
        tx -> book.rotate(tx, endpoint.orElseThrow(), next, SigningKeys.OVERLAP))) {
      case SigningKeys.Rotated(SigningKeys keys) -> shown(keys, now);
      case SigningKeys.Crowded(Instant freeAt) -> new Keys.Crowded(freeAt);
    };
  }

  /// A new code, which opens `/mdm/apple/enroll` for a time.
  public Secret enrolCode() {
    return codes.issue();
  }

  private Optional<EndpointId> endpoint() {
    return database.read(BackendTable::find);
  }

  private static Keys shown(SigningKeys keys, Instant now) {
    return new Keys.Shown(keys.at(now).stream().map(SigningKey::verifierText).toList());
  }
}

package io.fleetwire.access;

import io.fleetwire.engine.Secret;
import io.fleetwire.store.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// The first account of a server, made by who can read its terminal. The token is made at each
/// start, kept in memory alone, and worth nothing once there is an organization, however it came.
/// Thread-safe.
public final class SetUp {
  private final Database database;
  private final Passwords passwords;
  private final InstantSource clock;
  private final Secret token;

  SetUp(Database database, Passwords passwords, Secrets secrets, InstantSource clock) {
    this.database = database;
    this.passwords = passwords;
    this.clock = clock;
    this.token = secrets.next(SecretKind.SET_UP);
  }

  /// What the first account is to be.
  public record Wish(String organization, String email, Secret password) {}

  /// The token for the link, while there is nobody.
  public Optional<Secret> token() {
    return isOpen() ? Optional.of(token) : Optional.empty();
  }

  /// Whether there is nobody, and `shown` is the token.
  public boolean admits(Secret shown) {
    return Digest.matches(Digest.of(token), shown) && isOpen();
  }

  /// Makes the organization and its owner, in one commit.
  public SetUpAnswer create(Secret shown, Wish wish) {
    if (!admits(shown)) {
      return new SetUpAnswer.Closed();
    }
    if (!Organization.isName(wish.organization())) {
      return new SetUpAnswer.Refused("organization", "1 to 200 characters that are not blank");
    }
    if (!User.isEmail(wish.email().strip())) {
      return new SetUpAnswer.Refused("email", "an email address reads name@host");
    }
    Optional<String> fault = Passwords.fault(wish.password());
    if (fault.isPresent()) {
      return new SetUpAnswer.Refused("password", fault.get());
    }
    String hash = passwords.hash(wish.password());
    Instant now = clock.instant();
    return database.write(
        tx -> {
          if (OrganizationTable.isAny(tx)) {
            return new SetUpAnswer.Closed();
          }
          Organization organization = OrganizationTable.insert(tx, wish.organization(), now);
          UserTable.NewRow row =
              new UserTable.NewRow(
                  organization.id(), User.normalEmail(wish.email()), Role.OWNER, hash);
          return new SetUpAnswer.Created(
              organization, UserTable.insert(tx, row, now).orElseThrow());
        });
  }

  private boolean isOpen() {
    return !database.read(OrganizationTable::isAny);
  }
}

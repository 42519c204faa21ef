package io.fleetwire.access;

import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Secret;
import io.fleetwire.store.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// The people who may sign in. Thread-safe.
public final class Users {
  static final String PASSWORD_PREFIX = "fwp_";

  private final Database database;
  private final Passwords passwords;
  private final Secrets secrets;
  private final InstantSource clock;

  Users(Database database, Passwords passwords, Secrets secrets, InstantSource clock) {
    this.database = database;
    this.passwords = passwords;
    this.secrets = secrets;
    this.clock = clock;
  }

  /// A new user of an organization that exists, with a password that we make.
  public UserAnswer create(OrganizationId organization, String email, Role role) {
    if (!User.isEmail(email.strip())) {
      return new UserAnswer.Refused("an email address reads name@host");
    }
    Secret password = secrets.next(PASSWORD_PREFIX);
    UserTable.NewRow row =
        new UserTable.NewRow(organization, User.normalEmail(email), role, passwords.hash(password));
    Instant now = clock.instant();
    return database
        .write(tx -> UserTable.insert(tx, row, now))
        .<UserAnswer>map(user -> new UserAnswer.NewUser(user, password))
        .orElseGet(UserAnswer.EmailTaken::new);
  }

  public Optional<User> find(UserId id) {
    return database.read(tx -> UserTable.find(tx, id)).map(UserTable.StoredUser::user);
  }

  public Optional<User> findByEmail(String email) {
    return database
        .read(tx -> UserTable.findByEmail(tx, User.normalEmail(email)))
        .map(UserTable.StoredUser::user);
  }
}

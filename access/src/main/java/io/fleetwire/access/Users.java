package io.fleetwire.access;

import io.fleetwire.access.FailureLimits.Subject;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Secret;
import io.fleetwire.store.ReadTx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The people who may sign in. Thread-safe.
public final class Users {

  private static final String WRONG = "this is not your password";

  private final PasswordGround ground;

  Users(PasswordGround ground) {
    this.ground = ground;
  }

  /// A new user of an organization that exists, with a password that we make.
  public UserAnswer create(OrganizationId organization, String email, Role role) {
    if (!User.isEmail(email.strip())) {
      return new UserAnswer.Refused("an email address reads name@host");
    }
    Secret password = ground.secrets().next(SecretKind.PASSWORD);
    UserTable.NewRow row =
        new UserTable.NewRow(
            organization, User.normalEmail(email), role, ground.passwords().hash(password));
    Instant now = ground.clock().instant();
    return ground
        .database()
        .write(tx -> UserTable.insert(tx, row, now))
        .<UserAnswer>map(user -> new UserAnswer.NewUser(user, password))
        .orElseGet(UserAnswer.EmailTaken::new);
  }

  /// Gives a person another password, who knows the one that they have; ends all their sessions but
  /// `kept`.
  public PasswordAnswer changePassword(Principal by, Change change, Secret kept) {
    Optional<String> fault = Passwords.fault(change.next());
    if (fault.isPresent()) {
      return new PasswordAnswer.Refused("password", fault.get());
    }
    UserId id = new UserId(by.person().number());
    Optional<String> stored =
        ground
            .database()
            .read(tx -> UserTable.find(tx, id))
            .map(UserTable.StoredUser::passwordHash);
    if (stored.isEmpty()) {
      return new PasswordAnswer.Refused("current", WRONG);
    }
    return switch (ground.limits().tooMany(List.of(Subject.person(by.client()))).isPresent()
        ? Passwords.Check.BUSY
        : ground.passwords().check(stored.get(), change.current())) {
      case BUSY -> new TooMany(Passwords.BUSY_RETRY);
      case DIFFERS -> {
        ground.limits().fail(List.of(Subject.person(by.client())));
        yield new PasswordAnswer.Refused("current", WRONG);
      }
      case MATCHES -> set(by, id, change.next(), kept);
    };
  }

  /// The password that somebody has, and the one that they want.
  public record Change(Secret current, Secret next) {}

  private PasswordAnswer set(Principal by, UserId id, Secret password, Secret kept) {
    String hash = ground.passwords().hash(password);
    return ground
        .database()
        .write(
            tx -> {
              UserTable.setPassword(tx, id, hash);
              SessionTable.deleteOthers(tx, id, Digest.of(kept));
              ground.audit().append(tx, by, new AuditLog.Change("user.password", by.client(), ""));
              return new PasswordAnswer.Changed();
            });
  }

  public Optional<User> find(UserId id) {
    return ground.database().read(tx -> find(tx, id));
  }

  /// The same inside a transaction of another room.
  public static Optional<User> find(ReadTx tx, UserId id) {
    return UserTable.find(tx, id).map(UserTable.StoredUser::user);
  }

  public Optional<User> findByEmail(String email) {
    return ground
        .database()
        .read(tx -> UserTable.findByEmail(tx, User.normalEmail(email)))
        .map(UserTable.StoredUser::user);
  }
}

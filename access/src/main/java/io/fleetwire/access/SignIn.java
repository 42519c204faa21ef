package io.fleetwire.access;

import io.fleetwire.access.FailureLimits.Subject;
import io.fleetwire.engine.Secret;
import io.fleetwire.store.Database;
import java.util.List;
import java.util.Optional;

/// Checks a person's password or API key. Who was disabled is nobody. Thread-safe.
///
/// Who failed too often is turned away before a password is hashed, also when it would be right: a
/// password may be weak, and each guess costs us 45 ms. A key cannot be guessed, so it is checked
/// first, and somebody else's failures never lock its owner out.
public final class SignIn {
  private final Database database;
  private final Passwords passwords;
  private final ApiKeys keys;
  private final FailureLimits limits;

  SignIn(Database database, Passwords passwords, ApiKeys keys, FailureLimits limits) {
    this.database = database;
    this.passwords = passwords;
    this.keys = keys;
    this.limits = limits;
  }

  /// `credential` is the password or an API key of the user with this email address or name.
  public SignInAnswer check(String login, Secret credential, String remoteAddress) {
    Optional<UserTable.StoredUser> user = find(login);
    List<Subject> subjects = subjects(user, remoteAddress);
    if (ApiKeys.isKey(credential)) {
      return checkKey(user, credential, subjects);
    }
    Optional<TooMany> tooMany = limits.tooMany(subjects);
    if (tooMany.isPresent()) {
      return tooMany.get();
    }
    Passwords.Check check =
        user.map(found -> passwords.check(found.passwordHash(), credential))
            .orElseGet(() -> passwords.checkNobody(credential));
    return switch (check) {
      case MATCHES -> new SignInAnswer.SignedIn(user.orElseThrow().user());
      case DIFFERS -> wrong(subjects);
      case BUSY -> new TooMany(Passwords.BUSY_RETRY);
    };
  }

  /// `credential` is an API key of the user with this email address or name. A password is wrong
  /// here, also when it is theirs: programs send this with each request, and hashing a password
  /// each time would let them take the processor.
  public SignInAnswer checkKey(String login, Secret credential, String remoteAddress) {
    Optional<UserTable.StoredUser> user = find(login);
    return checkKey(user, credential, subjects(user, remoteAddress));
  }

  private SignInAnswer checkKey(
      Optional<UserTable.StoredUser> user, Secret credential, List<Subject> subjects) {
    return user.map(UserTable.StoredUser::user)
        .filter(found -> ApiKeys.isKey(credential) && keys.isOf(found.id(), credential))
        .<SignInAnswer>map(SignInAnswer.SignedIn::new)
        .orElseGet(() -> wrong(subjects));
  }

  private Optional<UserTable.StoredUser> find(String login) {
    String normal = User.normalEmail(login);
    return database
        .read(tx -> UserTable.findByLogin(tx, normal))
        .filter(stored -> stored.user().enabled());
  }

  private static List<Subject> subjects(Optional<UserTable.StoredUser> user, String remoteAddress) {
    Subject address = Subject.address(remoteAddress);
    return user.isPresent()
        ? List.of(Subject.person(user.get().user().email()), address)
        : List.of(address);
  }

  private SignInAnswer wrong(List<Subject> subjects) {
    return limits.fail(subjects).<SignInAnswer>map(same -> same).orElseGet(SignInAnswer.Wrong::new);
  }
}

package io.fleetwire.access;

import io.fleetwire.access.FailureLimits.Subject;
import io.fleetwire.store.Database;
import java.util.List;
import java.util.Optional;

/// Checks a person's password or API key. Thread-safe.
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

  /// `credential` is the password or an API key of the user with this email address.
  public SignInAnswer check(String email, Secret credential, String remoteAddress) {
    String normal = User.normalEmail(email);
    Optional<UserTable.StoredUser> user = database.read(tx -> UserTable.findByEmail(tx, normal));
    Subject address = Subject.address(remoteAddress);
    List<Subject> subjects =
        user.isPresent() ? List.of(Subject.person(normal), address) : List.of(address);
    if (ApiKeys.isKey(credential)) {
      return user.map(UserTable.StoredUser::user)
          .filter(found -> keys.isOf(found.id(), credential))
          .<SignInAnswer>map(SignInAnswer.SignedIn::new)
          .orElseGet(() -> wrong(subjects));
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

  private SignInAnswer wrong(List<Subject> subjects) {
    return limits.fail(subjects).<SignInAnswer>map(same -> same).orElseGet(SignInAnswer.Wrong::new);
  }
}

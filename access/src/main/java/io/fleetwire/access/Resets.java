package io.fleetwire.access;

import io.fleetwire.access.FailureLimits.Subject;
import io.fleetwire.engine.Secret;
import io.fleetwire.store.ReadTx;
import io.fleetwire.store.WriteTx;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// One-time links by which people who have forgotten their password set another one: no mail is
/// needed, whoever makes the link hands it on. Who may make one for whom follows {@link
/// Directory}'s rule, when it is made and again when it is used, because roles change in between.
/// For the owner, whom nobody may more than, whoever reads the server's terminal makes it.
/// Thread-safe.
public final class Resets {
  /// Whoever asked for it is waiting; a link that lies around longer is a risk.
  static final Duration LIFETIME = Duration.ofDays(1);

  private static final String PREFIX = "fwr_";

  private final PasswordGround ground;

  Resets(PasswordGround ground) {
    this.ground = ground;
  }

  /// A link for somebody of the caller's organization; an earlier one is worth nothing from now on.
  public ResetAnswer make(Principal by, UserId id) {
    Secret token = ground.secrets().next(PREFIX);
    return ground
        .database()
        .write(
            tx -> {
              Optional<User> user =
                  find(tx, id).filter(found -> found.organization().equals(by.organization()));
              if (user.isEmpty()) {
                return new ResetAnswer.Unknown();
              }
              if (id.value() == by.person().number()) {
                return new ResetAnswer.NotAllowed(
                    "you change your own password on your account's page");
              }
              Optional<String> fault = fault(by.person().permissions(), user.get());
              return fault
                  .<ResetAnswer>map(ResetAnswer.NotAllowed::new)
                  .orElseGet(() -> made(tx, by, user.get(), token));
            });
  }

  private ResetAnswer made(WriteTx tx, Principal by, User user, Secret token) {
    Optional<UserId> maker = Optional.of(new UserId(by.person().number()));
    put(tx, new ResetTable.Stored(user.id(), maker), token);
    ground.audit().append(tx, by, new AuditLog.Change("user.reset-link", user.email(), ""));
    return new ResetAnswer.Made(user, token);
  }

  /// The same for anybody, by whoever runs the server.
  public ResetAnswer makeOnTerminal(String email) {
    Secret token = ground.secrets().next(PREFIX);
    return ground
        .database()
        .write(
            tx -> {
              Optional<User> user =
                  UserTable.findByLogin(tx, User.normalEmail(email))
                      .map(UserTable.StoredUser::user);
              if (user.isEmpty()) {
                return new ResetAnswer.Unknown();
              }
              if (!user.get().enabled()) {
                return new ResetAnswer.NotAllowed("they are disabled; an admin enables them first");
              }
              put(tx, new ResetTable.Stored(user.get().id(), Optional.empty()), token);
              ground
                  .audit()
                  .append(
                      tx,
                      user.get().organization(),
                      AuditLog.SYSTEM,
                      new AuditLog.Change(
                          "user.reset-link", user.get().email(), "on the terminal"));
              return new ResetAnswer.Made(user.get(), token);
            });
  }

  private void put(WriteTx tx, ResetTable.Stored reset, Secret token) {
    ResetTable.put(tx, reset, Digest.of(token), ground.clock().instant().plus(LIFETIME));
  }

  /// Whose password a link sets, as long as it works.
  public Optional<User> find(Secret token) {
    return ground.database().read(tx -> owner(tx, Digest.of(token)));
  }

  /// Sets the password, ends every session of theirs, and lets them sign in at once however often
  /// they failed before; the link is used up. What was made with their name, such as API keys, goes
  /// on.
  public ResetAnswer use(Secret token, Secret password) {
    // Hashing costs us; a stranger without a link is not worth it.
    if (find(token).isEmpty()) {
      return new ResetAnswer.Unknown();
    }
    Optional<String> fault = Passwords.fault(password);
    if (fault.isPresent()) {
      return new ResetAnswer.Refused(fault.get());
    }
    byte[] tokenHash = Digest.of(token);
    String passwordHash = ground.passwords().hash(password);
    ResetAnswer answer =
        ground
            .database()
            .write(
                tx ->
                    owner(tx, tokenHash)
                        .map(user -> done(tx, user, passwordHash))
                        .orElseGet(ResetAnswer.Unknown::new));
    if (answer instanceof ResetAnswer.Done(User user)) {
      ground.limits().forgive(Subject.person(user.email()));
    }
    return answer;
  }

  private ResetAnswer done(WriteTx tx, User user, String passwordHash) {
    ResetTable.delete(tx, user.id());
    UserTable.setPassword(tx, user.id(), passwordHash);
    SessionTable.deleteOf(tx, user.id());
    ground
        .audit()
        .append(tx, user.principal(), new AuditLog.Change("user.reset", user.email(), ""));
    return new ResetAnswer.Done(user);
  }

  /// Empty also when whoever made the link may not do so any more.
  private Optional<User> owner(ReadTx tx, byte[] tokenHash) {
    Instant now = ground.clock().instant();
    return ResetTable.find(tx, tokenHash, now)
        .flatMap(
            reset ->
                find(tx, reset.user())
                    .filter(User::enabled)
                    .filter(user -> stillMay(tx, reset.maker(), user)));
  }

  private static boolean stillMay(ReadTx tx, Optional<UserId> maker, User user) {
    return maker
        .map(
            id ->
                find(tx, id)
                    .filter(User::enabled)
                    .map(User::role)
                    .filter(role -> fault(role.permissions(), user).isEmpty())
                    .isPresent())
        .orElse(true);
  }

  /// Why somebody with these permissions may not make a link for `user`.
  private static Optional<String> fault(Permissions permissions, User user) {
    if (user.role().isOwner()) {
      return Optional.of(
          "the owner's link is made on the server: fleetwire reset-password --email "
              + user.email());
    }
    if (!permissions.contain(Permission.ORGANIZATION)
        || !permissions.containAll(user.role().permissions())) {
      return Optional.of("they may more than you");
    }
    return user.enabled() ? Optional.empty() : Optional.of("they are disabled; enable them first");
  }

  private static Optional<User> find(ReadTx tx, UserId id) {
    return UserTable.find(tx, id).map(UserTable.StoredUser::user);
  }
}

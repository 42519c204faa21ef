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

  private final PasswordGround ground;

  Resets(PasswordGround ground) {
    this.ground = ground;
  }

  /// A link for somebody of the caller's organization; an earlier one is worth nothing from now on.
  public ResetAnswer make(Principal by, UserId id) {
    Secret token = ground.secrets().next(SecretKind.RESET);
    return ground
        .database()
        .write(
            tx ->
                find(tx, id)
                    .filter(user -> user.organization().equals(by.organization()))
                    .map(user -> make(tx, by, user, token))
                    .orElseGet(ResetAnswer.Unknown::new));
  }

  private ResetAnswer make(WriteTx tx, Principal by, User user, Secret token) {
    UserId maker = new UserId(by.person().number());
    if (user.id().equals(maker)) {
      return new ResetAnswer.NotAllowed("you change your own password on your account's page");
    }
    Optional<String> fault = fault(by.person().permissions(), user);
    if (fault.isPresent()) {
      return new ResetAnswer.NotAllowed(fault.get());
    }
    ground.audit().append(tx, by, made(user, ""));
    return put(tx, user, Optional.of(maker), token);
  }

  /// The same for anybody, by whoever runs the server.
  public ResetAnswer makeOnTerminal(String email) {
    Secret token = ground.secrets().next(SecretKind.RESET);
    return ground
        .database()
        .write(
            tx ->
                UserTable.findByLogin(tx, User.normalEmail(email))
                    .map(found -> makeOnTerminal(tx, found.user(), token))
                    .orElseGet(ResetAnswer.Unknown::new));
  }

  private ResetAnswer makeOnTerminal(WriteTx tx, User user, Secret token) {
    if (!user.enabled()) {
      return new ResetAnswer.NotAllowed("they are disabled; an admin enables them first");
    }
    AuditLog.Change change = made(user, "on the terminal");
    ground.audit().append(tx, user.organization(), AuditLog.SYSTEM, change);
    return put(tx, user, Optional.empty(), token);
  }

  private ResetAnswer put(WriteTx tx, User user, Optional<UserId> maker, Secret token) {
    Instant end = ground.clock().instant().plus(LIFETIME);
    ResetTable.put(tx, new ResetTable.Stored(user.id(), maker), Digest.of(token), end);
    return new ResetAnswer.Made(user, token);
  }

  private static AuditLog.Change made(User user, String detail) {
    return new AuditLog.Change("user.reset-link", user.email(), detail);
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

package io.fleetwire.access;

import io.fleetwire.access.SessionTable.StoredSession;
import io.fleetwire.engine.Secret;
import io.fleetwire.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// People who are signed in by a browser. A session ends when it is ended, has been idle for half
/// an hour, or is twelve hours old; and with its user. Thread-safe.
///
/// The CSRF token follows from the session's token, so it need not be stored: who knows the one can
/// know the other, and a strange page knows neither.
public final class Sessions {
  /// Nobody's screen should be open for longer than a working day.
  public static final Duration LIFETIME = Duration.ofHours(12);

  /// A meeting or a lunch.
  static final Duration IDLE_MAX = Duration.ofMinutes(30);

  /// That somebody was seen is noted this often: each request of a page is no commit.
  private static final Duration SEEN_STEP = Duration.ofMinutes(1);

  /// A few browsers on a few machines.
  private static final int PER_USER_MAX = 20;

  /// Of twenty sessions no two begin alike.
  private static final int NAME_BYTES = 8;

  private static final String CSRF = "csrf:";

  private final Database database;
  private final SignIn signIn;
  private final Secrets secrets;
  private final InstantSource clock;

  Sessions(Database database, SignIn signIn, Secrets secrets, InstantSource clock) {
    this.database = database;
    this.signIn = signIn;
    this.secrets = secrets;
    this.clock = clock;
  }

  /// Signs a person in by email address or name, and password. Too many failures lock them out for
  /// a while, and their address ({@link SignIn}).
  public SessionAnswer open(String login, Secret password, String remoteAddress) {
    return switch (signIn.check(login, password, remoteAddress)) {
      case SignInAnswer.SignedIn(User user)
          when user.role().permissions().contain(Permission.LOGIN) ->
          opened(user, remoteAddress);
      case SignInAnswer.SignedIn _ -> new SessionAnswer.Wrong();
      case SignInAnswer.Wrong() -> new SessionAnswer.Wrong();
      case TooMany tooMany -> tooMany;
    };
  }

  /// The session that `token` opens now.
  public Optional<Session> find(Secret token) {
    byte[] hash = Digest.of(token);
    Instant now = clock.instant();
    Optional<StoredSession> stored =
        database.read(tx -> SessionTable.find(tx, hash)).filter(session -> lives(session, now));
    if (stored.isPresent() && stored.get().seenAt().plus(SEEN_STEP).isBefore(now)) {
      database.write(
          tx -> {
            SessionTable.see(tx, hash, now);
            return now;
          });
    }
    return stored.flatMap(session -> session(token, session));
  }

  /// Ends a session. False when there was none.
  public boolean end(Secret token) {
    byte[] hash = Digest.of(token);
    return database.write(tx -> SessionTable.delete(tx, hash));
  }

  /// Where a user is signed in now, the last seen first; `mine` is who asks.
  public List<SessionEntry> list(UserId user, Secret mine) {
    Instant now = clock.instant();
    String current = name(Digest.of(mine));
    return database.read(tx -> SessionTable.list(tx, user, now, now.minus(IDLE_MAX))).stream()
        .map(listed -> entry(listed, current))
        .toList();
  }

  private static SessionEntry entry(SessionTable.Listed listed, String current) {
    String name = name(listed.tokenHash());
    return new SessionEntry(
        name, listed.from(), listed.openedAt(), listed.seenAt(), name.equals(current));
  }

  /// Ends one of a user's sessions by its name in the list. False when they have no such one.
  public boolean end(UserId user, String name) {
    Instant now = clock.instant();
    return database.write(
        tx ->
            SessionTable.list(tx, user, now, now.minus(IDLE_MAX)).stream()
                .filter(listed -> name(listed.tokenHash()).equals(name))
                .findFirst()
                .map(listed -> SessionTable.delete(tx, listed.tokenHash()))
                .orElse(false));
  }

  /// Ends all sessions of a user but `mine`; how many those were.
  public int endOthers(UserId user, Secret mine) {
    return database.write(tx -> SessionTable.deleteOthers(tx, user, Digest.of(mine)));
  }

  /// Of the hash that is stored: it opens nothing, and the beginning is enough to tell a few apart.
  private static String name(byte[] tokenHash) {
    return HexFormat.of().formatHex(tokenHash, 0, NAME_BYTES);
  }

  private SessionAnswer opened(User user, String remoteAddress) {
    Secret token = secrets.next(SecretKind.SESSION);
    Instant now = clock.instant();
    StoredSession session = new StoredSession(user.id(), now, now.plus(LIFETIME));
    database.write(
        tx -> {
          SessionTable.insert(tx, Digest.of(token), session, remoteAddress);
          SessionTable.deleteOldest(tx, user.id(), PER_USER_MAX);
          return session;
        });
    return new SessionAnswer.Opened(token, new Session(user, csrf(token), session.expiresAt()));
  }

  private Optional<Session> session(Secret token, StoredSession stored) {
    return database
        .read(tx -> UserTable.find(tx, stored.user()))
        .map(UserTable.StoredUser::user)
        .filter(User::enabled)
        .map(user -> new Session(user, csrf(token), stored.expiresAt()));
  }

  private static boolean lives(StoredSession session, Instant now) {
    return session.expiresAt().isAfter(now) && session.seenAt().plus(IDLE_MAX).isAfter(now);
  }

  private static Secret csrf(Secret token) {
    byte[] digest = Digest.of(CSRF + token.reveal());
    return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(digest));
  }
}

package io.fleetwire.access;

import io.fleetwire.engine.Secret;
import io.fleetwire.store.Database;
import io.fleetwire.store.ReadTx;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// API keys as people make and end them: their own, and as who manages people those of anybody in
/// their organization who may do no more than they, or else a key would be a way to more rights.
/// Each change is in the log of changes. Thread-safe.
public final class KeyDesk {
  private final Database database;
  private final Secrets secrets;
  private final AuditLog audit;
  private final InstantSource clock;

  KeyDesk(Database database, Secrets secrets, AuditLog audit, InstantSource clock) {
    this.database = database;
    this.secrets = secrets;
    this.audit = audit;
    this.clock = clock;
  }

  /// What became of a wish.
  public sealed interface Answer {

    /// There is a new key. The secret is shown here and never again.
    record Made(ApiKey key, Secret secret) implements Answer {}

    record Ended() implements Answer {}

    /// A person's keys, the oldest first.
    record Listed(List<ApiKey> keys) implements Answer {
      public Listed {
        keys = List.copyOf(keys);
      }
    }

    /// There is no such person or key in the organization.
    record Unknown() implements Answer {}

    /// Nothing was changed; the sentence says what to do.
    record Refused(String fault) implements Answer {}

    /// The caller may not do this to that person.
    record NotAllowed(String message) implements Answer {}
  }

  public Answer list(Principal by, UserId user) {
    return database.read(
        tx -> fault(tx, by, user).orElseGet(() -> new Answer.Listed(ApiKeyTable.list(tx, user))));
  }

  public Answer create(Principal by, UserId user, String name) {
    if (!ApiKey.isName(name)) {
      return new Answer.Refused("a key has a name of 1 to 100 letters");
    }
    Secret secret = secrets.next(SecretKind.API_KEY);
    ApiKey key = ApiKey.fresh(ApiKeys.prefix(secret), user, name, clock.instant());
    return database.write(
        tx -> {
          Optional<Answer> fault = fault(tx, by, user);
          if (fault.isPresent()) {
            return fault.get();
          }
          return switch (ApiKeys.create(tx, key, secret)) {
            case ApiKeyAnswer.NewApiKey(ApiKey made, Secret shown) -> {
              audit.append(tx, by, change("api-key.create", made.prefix(), user));
              yield new Answer.Made(made, shown);
            }
            case ApiKeyAnswer.Refused(String full) -> new Answer.Refused(full);
          };
        });
  }

  /// Ends a key at once; `prefix` is its printable beginning.
  public Answer remove(Principal by, UserId user, String prefix) {
    return database.write(
        tx -> {
          Optional<Answer> fault = fault(tx, by, user);
          if (fault.isPresent()) {
            return fault.get();
          }
          if (!ApiKeyTable.delete(tx, user, prefix)) {
            return new Answer.Unknown();
          }
          audit.append(tx, by, change("api-key.delete", prefix, user));
          return new Answer.Ended();
        });
  }

  private static Optional<Answer> fault(ReadTx tx, Principal by, UserId id) {
    boolean own = by.person().number() == id.value();
    if (!own && !by.may(Permission.ORGANIZATION)) {
      return Optional.of(
          new Answer.NotAllowed("keys of others need " + Permission.ORGANIZATION.code()));
    }
    Optional<User> user =
        UserTable.find(tx, id)
            .map(UserTable.StoredUser::user)
            .filter(found -> found.organization().equals(by.organization()));
    if (user.isEmpty()) {
      return Optional.of(new Answer.Unknown());
    }
    boolean more = !by.person().permissions().containAll(user.get().role().permissions());
    return !own && (more || user.get().role().isOwner())
        ? Optional.of(new Answer.NotAllowed("they make their keys themselves: they may more"))
        : Optional.empty();
  }

  private static AuditLog.Change change(String action, String prefix, UserId user) {
    return new AuditLog.Change(action, "user " + user.value(), "key " + prefix);
  }
}

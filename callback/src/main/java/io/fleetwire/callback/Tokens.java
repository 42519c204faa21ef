package io.fleetwire.callback;

import io.fleetwire.callback.Authentication.OAuth2ClientCredentials;
import io.fleetwire.engine.CallbackFormat.NotComposedException;
import io.fleetwire.engine.Sender;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/// The access tokens that are good now, in memory alone. Thread-safe.
///
/// Endpoints with the same credentials share a token, and one fetch is under way for it at a time:
/// a restart with many deliveries due, or an expiry under load, costs the authorization server one
/// request.
final class Tokens {
  /// Who waits for somebody else's fetch waits at most as long as one may take.
  private static final Duration PATIENCE = TokenFetch.BUDGETS.total().plusSeconds(5);

  /// A fetch that failed is not repeated before: an authorization server that is down is asked by
  /// one attempt, not by all.
  static final Duration FAILURE_MEMORY = Duration.ofSeconds(5);

  /// A token that is refused when it is younger would be refused again: fetching anew then only
  /// floods the authorization server.
  static final Duration YOUTH = Duration.ofSeconds(1);

  /// Credentials that are no longer used leave their token behind until it expires; more than this
  /// means that somebody changes credentials all the time, and then all are fetched anew.
  private static final int KEEPERS_MAX = 10_000;

  private final TokenFetch fetch;
  private final InstantSource clock;
  private final ConcurrentMap<OAuth2ClientCredentials, TokenKeeper> keepers =
      new ConcurrentHashMap<>();
  private final ConcurrentMap<String, TokenKeeper> byAuthorization = new ConcurrentHashMap<>();

  Tokens(Sender door, InstantSource clock) {
    this.fetch = new TokenFetch(door);
    this.clock = clock;
  }

  /// The value of `Authorization` for these credentials. Throws {@link NotComposedException} when
  /// there is no token to be had.
  String authorization(OAuth2ClientCredentials credentials) {
    TokenKeeper keeper = keeper(credentials);
    Instant now = clock.instant();
    Optional<String> known = keeper.find(now);
    return known.isPresent() ? known.get() : awaited(credentials, keeper);
  }

  /// A receiver answered 401 to this `Authorization`: unless it is very young, it is used no more.
  void refused(String authorization) {
    TokenKeeper keeper = byAuthorization.get(authorization);
    if (keeper != null && keeper.drop(authorization, clock.instant().minus(YOUTH))) {
      byAuthorization.remove(authorization, keeper);
    }
  }

  private TokenKeeper keeper(OAuth2ClientCredentials credentials) {
    TokenKeeper known = keepers.get(credentials);
    if (known != null) {
      return known;
    }
    if (keepers.size() >= KEEPERS_MAX) {
      keepers.clear();
      byAuthorization.clear();
    }
    return keepers.computeIfAbsent(credentials, _ -> new TokenKeeper());
  }

  private String awaited(OAuth2ClientCredentials credentials, TokenKeeper keeper) {
    try {
      if (!keeper.lock().tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new NotComposedException("an access token has been on its way for too long");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new NotComposedException("interrupted while an access token was fetched");
    }
    try {
      // whoever had the lock before may have fetched it, or failed to
      Instant now = clock.instant();
      Optional<String> known = keeper.find(now);
      return known.isPresent() ? known.get() : fetched(credentials, keeper);
    } finally {
      keeper.lock().unlock();
    }
  }

  private String fetched(OAuth2ClientCredentials credentials, TokenKeeper keeper) {
    Optional<String> old = keeper.authorization();
    return switch (fetch.fetch(credentials)) {
      case TokenFetch.Token token -> {
        old.ifPresent(byAuthorization::remove);
        keeper.keep(token, clock.instant());
        byAuthorization.put(token.authorization(), keeper);
        yield token.authorization();
      }
      case TokenFetch.NoToken no -> {
        Instant now = clock.instant();
        Optional<String> left = keeper.fail(no.reason(), now, now.plus(FAILURE_MEMORY));
        if (left.isEmpty()) {
          old.ifPresent(byAuthorization::remove);
        }
        yield left.orElseThrow(() -> new NotComposedException(no.reason()));
      }
    };
  }
}

package io.fleetwire.callback;

import io.fleetwire.engine.CallbackFormat.NotComposedException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/// What is known of one token. Who fetches it holds the {@link #lock}; everybody may look.
/// Thread-safe.
final class TokenKeeper {
  /// A token is exchanged this long before it expires, so that it is still good when it arrives,
  /// also by a receiver's clock; of a short-lived one, a tenth.
  private static final Duration MARGIN_MAX = Duration.ofSeconds(60);

  private static final int MARGIN_SHARE = 10;

  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicReference<State> state = new AtomicReference<>(new Nothing());

  private sealed interface State {}

  private record Nothing() implements State {}

  /// Used without a thought until `useUntil`; good until `expiresAt`, if there is no other.
  private record Held(String authorization, Instant bornAt, Instant useUntil, Instant expiresAt)
      implements State {
    Held until(Instant time) {
      Instant end = time.isBefore(expiresAt) ? time : expiresAt;
      return new Held(authorization, bornAt, end, expiresAt);
    }
  }

  private record Failed(String reason, Instant until) implements State {}

  ReentrantLock lock() {
    return lock;
  }

  /// The token if it is good at `now`; nothing when it has to be fetched. Throws {@link
  /// NotComposedException} when that failed a moment ago.
  Optional<String> find(Instant now) {
    return switch (state.get()) {
      case Held held when now.isBefore(held.useUntil()) -> Optional.of(held.authorization());
      case Failed failed when now.isBefore(failed.until()) ->
          throw new NotComposedException(failed.reason());
      case Held _, Failed _, Nothing _ -> Optional.empty();
    };
  }

  /// The token that is known, however old.
  Optional<String> authorization() {
    return state.get() instanceof Held held ? Optional.of(held.authorization()) : Optional.empty();
  }

  void keep(TokenFetch.Token token, Instant now) {
    Duration margin = token.lifetime().dividedBy(MARGIN_SHARE);
    Duration used = token.lifetime().minus(margin.compareTo(MARGIN_MAX) > 0 ? MARGIN_MAX : margin);
    Instant expiresAt = now.plus(token.lifetime());
    state.set(new Held(token.authorization(), now, now.plus(used), expiresAt));
  }

  /// Takes note that no other token was to be had: nobody need ask before `until`. Returns the one
  /// that is known, while it has not expired.
  Optional<String> fail(String reason, Instant now, Instant until) {
    State left =
        state.updateAndGet(
            seen ->
                seen instanceof Held held && now.isBefore(held.expiresAt())
                    ? held.until(until)
                    : new Failed(reason, until));
    return left instanceof Held held ? Optional.of(held.authorization()) : Optional.empty();
  }

  /// Forgets `authorization` if it is what is known and was fetched before `birth`.
  boolean drop(String authorization, Instant birth) {
    State seen = state.get();
    return seen instanceof Held held
        && held.authorization().equals(authorization)
        && !held.bornAt().isAfter(birth)
        && state.compareAndSet(seen, new Nothing());
  }

  @Override
  public String toString() {
    return "a token";
  }
}

package io.fleetwire.callback;

import io.fleetwire.engine.Budgets;
import io.fleetwire.engine.Header;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Sender;
import io.fleetwire.engine.Sent;
import java.net.URI;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// The door, and somebody beside it who notices when a receiver no longer takes a token.
/// Thread-safe.
final class TokenWatch implements Sender {
  /// RFC 6750 section 3.1: the token is expired, revoked, or wrong for another reason.
  private static final int UNAUTHORIZED = 401;

  private final Sender door;
  private final Tokens tokens;

  TokenWatch(Sender door, Tokens tokens) {
    this.door = door;
    this.tokens = tokens;
  }

  @Override
  public Optional<String> forbids(URI url) {
    return door.forbids(url);
  }

  @Override
  public Sent send(OutboundRequest request, Budgets budgets, BooleanSupplier mayGo) {
    Sent sent = door.send(request, budgets, mayGo);
    if (sent.outcome() instanceof Outcome.Answered answered && answered.status() == UNAUTHORIZED) {
      request.headers().stream()
          .filter(header -> header.isNamed("Authorization"))
          .map(Header::value)
          .forEach(tokens::refused);
    }
    return sent;
  }
}

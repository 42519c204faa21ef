package io.fleetwire.callback;

import io.fleetwire.engine.Budgets;
import io.fleetwire.engine.CallbackFormat.NotComposedException;
import io.fleetwire.engine.Header;
import io.fleetwire.engine.Must;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Sender;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Asks receivers for their consent before they are called: the abuse protection of CloudEvents'
/// web hooks 1.0 (section 4). Thread-safe; blocks as long as an attempt may take.
///
/// Consent is said in headers: a friendly status alone is what any server might answer.
public final class Consent {
  static final String REQUEST_ORIGIN = "WebHook-Request-Origin";
  private static final String REQUEST_RATE = "WebHook-Request-Rate";
  private static final String ALLOWED_ORIGIN = "WebHook-Allowed-Origin";
  private static final String ALLOWED_RATE = "WebHook-Allowed-Rate";
  private static final String ANY = "*";

  private final Sender door;
  private final Tokens tokens;
  private final String origin;

  Consent(Sender door, Tokens tokens, String origin) {
    this.door = door;
    this.tokens = tokens;
    this.origin = origin;
  }

  /// Asks whoever is at `url`, wearing `options`, which have no fault, for up to `perMinute`
  /// requests a minute; 0 asks for no rate. Nothing is kept: who asked decides what follows, and
  /// sets {@link CallbackOptions#announcesOrigin} when consent was granted.
  public ConsentAnswer ask(URI url, CallbackOptions options, int perMinute) {
    Must.hold(perMinute >= 0, "a rate is not negative");
    Outfit outfit = new Outfit(options, new Outfit.Unsigned());
    List<Header> headers = new ArrayList<>(outfit.fixed());
    headers.add(new Header(REQUEST_ORIGIN, origin));
    if (perMinute > 0) {
      headers.add(new Header(REQUEST_RATE, Integer.toString(perMinute)));
    }
    try {
      outfit.credentials().map(tokens::authorization).ifPresent(it -> headers.add(bearer(it)));
    } catch (NotComposedException e) {
      return new ConsentAnswer.NotAsked(String.valueOf(e.getMessage()));
    }
    OutboundRequest request = OutboundRequest.options(url, headers, outfit.identity());
    return read(door.send(request, Budgets.STANDARD).outcome(), perMinute > 0);
  }

  private static Header bearer(String authorization) {
    return new Header("Authorization", authorization);
  }

  private ConsentAnswer read(Outcome outcome, boolean rateAsked) {
    return switch (outcome) {
      case Outcome.Answered answered -> read(answered, rateAsked);
      case Outcome.TimedOut late ->
          new ConsentAnswer.NotAsked("it took too long (" + late.phase() + ")");
      case Outcome.Unreachable dead -> new ConsentAnswer.NotAsked(dead.detail());
      case Outcome.Blocked blocked -> new ConsentAnswer.NotAsked(blocked.detail());
      case Outcome.NotComposed not -> new ConsentAnswer.NotAsked(not.detail());
    };
  }

  private ConsentAnswer read(Outcome.Answered answered, boolean rateAsked) {
    if (!answered.isSuccess()) {
      return new ConsentAnswer.Withheld("it answered " + answered.status());
    }
    Optional<String> allowed = answered.header(ALLOWED_ORIGIN).map(String::strip);
    if (allowed.isEmpty()) {
      return new ConsentAnswer.Withheld("it answered without " + ALLOWED_ORIGIN);
    }
    if (!allowed.get().equals(ANY) && !allowed.get().equalsIgnoreCase(origin)) {
      return new ConsentAnswer.Withheld(ALLOWED_ORIGIN + " is neither " + origin + " nor " + ANY);
    }
    Optional<String> rate = answered.header(ALLOWED_RATE).map(String::strip);
    return rate.map(Consent::atRate)
        .orElseGet(
            () ->
                rateAsked
                    ? new ConsentAnswer.Withheld("it answered without " + ALLOWED_RATE)
                    : new ConsentAnswer.Granted());
  }

  private static ConsentAnswer atRate(String rate) {
    if (rate.equals(ANY)) {
      return new ConsentAnswer.Granted();
    }
    // nine digits fit into an int, and a billion a minute is no limit
    return rate.matches("[1-9][0-9]{0,8}")
        ? new ConsentAnswer.GrantedAtRate(Integer.parseInt(rate))
        : new ConsentAnswer.Withheld(ALLOWED_RATE + " is neither a positive number nor " + ANY);
  }
}

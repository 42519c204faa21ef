package io.fleetwire.callback;

import io.fleetwire.engine.AttemptMoment;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.Header;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Ready;
import java.util.ArrayList;
import java.util.List;

/// Puts on a request what its endpoint wears. Thread-safe; blocks while a token is fetched.
public final class Dresser {
  private final OptionsBook book;
  private final Tokens tokens;
  private final String origin;
  private final WebhookSignatures signatures = new WebhookSignatures();

  Dresser(OptionsBook book, Tokens tokens, String origin) {
    this.book = book;
    this.tokens = tokens;
    this.origin = origin;
  }

  /// `base`, which has its dialect's headers and its final body, with the rest: the house's
  /// headers, the customer's, a credential, and signatures. What `base` says, nothing replaces.
  /// Throws {@link io.fleetwire.engine.CallbackFormat.NotComposedException} when a credential
  /// cannot be had now.
  public OutboundRequest dress(
      OutboundRequest base, Ready ready, Endpoint endpoint, AttemptMoment moment) {
    Outfit outfit = book.outfit(endpoint.id());
    List<Header> headers = new ArrayList<>(base.headers().size() + 16);
    headers.addAll(base.headers());
    HouseHeaders.add(headers, ready, moment);
    if (outfit.signing() instanceof Outfit.Signed(SigningKeys keys)) {
      String id = ready.event().id().toString();
      String seconds = Long.toString(moment.at().getEpochSecond());
      byte[] body = base.body().bytes();
      headers.add(new Header("webhook-id", id));
      headers.add(new Header("webhook-timestamp", seconds));
      headers.add(
          new Header(
              "webhook-signature", signatures.sign(keys.at(moment.at()), id, seconds, body)));
    }
    putOn(headers, outfit);
    return new OutboundRequest(
        base.method(), base.url(), headers, base.body(), outfit.identity().or(base::identity));
  }

  private void putOn(List<Header> headers, Outfit outfit) {
    int said = headers.size();
    for (Header header : outfit.fixed()) {
      if (headers.subList(0, said).stream().noneMatch(known -> known.isNamed(header.name()))) {
        headers.add(header);
      }
    }
    if (outfit.options().announcesOrigin()) {
      headers.add(new Header(Consent.REQUEST_ORIGIN, origin));
    }
    outfit
        .credentials()
        .map(tokens::authorization)
        .ifPresent(it -> headers.add(new Header("Authorization", it)));
  }
}

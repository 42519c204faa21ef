package io.fleetwire.callback;

import io.fleetwire.engine.AttemptMoment;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.Header;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Ready;
import java.time.Instant;
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
    OutboundRequest housed =
        new OutboundRequest(base.method(), base.url(), headers, base.body(), base.identity());
    return dress(housed, outfit, ready.event().id().toString(), moment.at());
  }

  /// A request that is no attempt of a delivery but a question to the same receiver: without the
  /// house's headers, which tell of deliveries. `id` is what its signature names it.
  public OutboundRequest dress(OutboundRequest base, EndpointId endpoint, String id, Instant at) {
    return dress(base, book.outfit(endpoint), id, at);
  }

  private OutboundRequest dress(OutboundRequest base, Outfit outfit, String id, Instant at) {
    List<Header> headers = new ArrayList<>(base.headers().size() + 8);
    headers.addAll(base.headers());
    if (outfit.signing() instanceof Outfit.Signed(SigningKeys keys)) {
      String seconds = Long.toString(at.getEpochSecond());
      byte[] body = base.body().bytes();
      headers.add(new Header("webhook-id", id));
      headers.add(new Header("webhook-timestamp", seconds));
      headers.add(new Header("webhook-signature", signatures.sign(keys.at(at), id, seconds, body)));
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

package io.fleetwire.knox;

import io.fleetwire.engine.AttemptMoment;
import io.fleetwire.engine.CallbackFormat;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.Event;
import io.fleetwire.engine.Header;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.Ready;
import java.util.List;
import java.util.function.Supplier;

/// Writes and signs the callbacks of Knox subscriptions. Thread-safe.
///
/// Body, trace id and `jti` stay the same through all attempts of a delivery; the nonce does not,
/// because a receiver that remembered it and then failed must not take the next attempt for a
/// replay. The vendor leaves `x-knox-nonce` unsigned, so that a captured callback could be sent
/// again under a new one. Here the JOSE header, which is signed, repeats it as `nonce`.
final class KnoxCallbackFormat implements CallbackFormat {
  static final String NAME = "knox";

  private static final int JOSE_BYTES = 512;

  private final Supplier<SigningIdentity> identity;
  private final SignatureEncoding encoding;

  KnoxCallbackFormat(Supplier<SigningIdentity> identity, SignatureEncoding encoding) {
    this.identity = identity;
    this.encoding = encoding;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public OutboundRequest compose(Ready ready, Endpoint endpoint, AttemptMoment moment) {
    SigningIdentity signer = identity.get();
    Event event = ready.event();
    String subscriptionId = endpoint.target().reference();
    byte[] body =
        switch (encoding) {
          case PADDED, RFC7515 -> CallbackBody.plain(event, subscriptionId);
          case ALIGNED -> CallbackBody.aligned(event, subscriptionId, ready.delivery().id());
        };
    byte[] jose = joseHeader(signer, ready, subscriptionId, moment);
    List<Header> headers =
        List.of(
            new Header(
                "X-WSM-SIGNATURE", DetachedSignature.sign(signer.key(), jose, body, encoding)),
            new Header("X-WSM-TRACEID", event.trace().id()),
            new Header("x-knox-nonce", moment.nonce()));
    return new OutboundRequest(
        endpoint.target().url(), headers, new Payload(KnoxPayload.CONTENT_TYPE, body));
  }

  private static byte[] joseHeader(
      SigningIdentity signer, Ready ready, String subscriptionId, AttemptMoment moment) {
    return KnoxJson.write(
        JOSE_BYTES,
        json -> {
          json.writeStartObject();
          json.writeStringProperty("alg", "RS256");
          json.writeStringProperty("kid", signer.keyId());
          json.writeStringProperty("x5t#S256", signer.thumbprint());
          json.writeNumberProperty("iat", moment.at().getEpochSecond());
          json.writeStringProperty("nonce", moment.nonce());
          json.writeStringProperty("jti", ready.delivery().id().toString());
          json.writeStringProperty("sub", subscriptionId);
          json.writeEndObject();
        });
  }
}

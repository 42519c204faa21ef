package io.fleetwire.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.fleetwire.engine.AttemptMoment;
import io.fleetwire.engine.CallbackFormat;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.Header;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Ready;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A plain signed webhook: the event's bytes as they are, with an HMAC-SHA256 over id, time and
/// body in a header, as the Standard Webhooks specification has it. Thread-safe.
final class HmacFormat implements CallbackFormat {
  static final String NAME = "bench-hmac";
  static final String ALGORITHM = "HmacSHA256";

  private static final SecretKeySpec KEY =
      new SecretKeySpec("a secret that protects nothing..".getBytes(US_ASCII), ALGORITHM);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public OutboundRequest compose(Ready ready, Endpoint endpoint, AttemptMoment moment) {
    String id = ready.delivery().id().toString();
    String time = Long.toString(moment.at().getEpochSecond());
    byte[] body = ready.event().payload().bytes();
    return new OutboundRequest(
        endpoint.target().url(),
        List.of(
            new Header("webhook-id", id),
            new Header("webhook-timestamp", time),
            new Header("webhook-signature", "v1," + sign(id, time, body)),
            new Header("X-Trace-Id", ready.event().trace().value())),
        ready.event().payload());
  }

  /// Whether `callback` is what {@link #compose} wrote.
  static boolean isGenuine(Callback callback) {
    String expected =
        "v1,"
            + sign(
                callback.header("webhook-id"),
                callback.header("webhook-timestamp"),
                callback.body().bytes());
    return MessageDigest.isEqual(
        expected.getBytes(US_ASCII), callback.header("webhook-signature").getBytes(US_ASCII));
  }

  private static String sign(String id, String time, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(KEY);
      mac.update((id + "." + time + ".").getBytes(US_ASCII));
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }
}

package io.fleetwire.callback;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import javax.crypto.Mac;

/// Signs as Standard Webhooks 1.0 has it: over id, time and body with dots between. Thread-safe.
///
/// The engines that compute are costly to make and hold buffers, so they go from hand to hand; a
/// body is never copied.
final class WebhookSignatures {
  /// As many as sign at a time on a large machine; more are made and dropped.
  private static final int IDLE_MAX = 64;

  private final BlockingQueue<Mac> macs = new ArrayBlockingQueue<>(IDLE_MAX);
  private final BlockingQueue<Signature> signatures = new ArrayBlockingQueue<>(IDLE_MAX);

  /// The value of `webhook-signature`: one signature per key, in their order.
  String sign(List<SigningKey> keys, String id, String seconds, byte[] body) {
    byte[] start = (id + "." + seconds + ".").getBytes(US_ASCII);
    if (keys.size() == 1) {
      return sign(keys.getFirst(), start, body);
    }
    StringBuilder all = new StringBuilder(100 * keys.size());
    for (SigningKey key : keys) {
      all.append(all.isEmpty() ? "" : " ").append(sign(key, start, body));
    }
    return all.toString();
  }

  private String sign(SigningKey key, byte[] start, byte[] body) {
    return switch (key) {
      case HmacKey hmac -> "v1," + base64(hmac(hmac, start, body));
      case Ed25519Key pair -> "v1a," + base64(ed25519(pair, start, body));
    };
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private byte[] hmac(HmacKey key, byte[] start, byte[] body) {
    try {
      Optional<Mac> idle = Optional.ofNullable(macs.poll());
      Mac mac = idle.isPresent() ? idle.get() : Mac.getInstance(HmacKey.ALGORITHM);
      mac.init(key.key());
      mac.update(start);
      byte[] code = mac.doFinal(body);
      macs.offer(mac);
      return code;
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java has HMAC-SHA256", e);
    }
  }

  private byte[] ed25519(Ed25519Key key, byte[] start, byte[] body) {
    try {
      Optional<Signature> idle = Optional.ofNullable(signatures.poll());
      Signature signature = idle.isPresent() ? idle.get() : Signature.getInstance("Ed25519");
      signature.initSign(key.privateKey());
      signature.update(start);
      signature.update(body);
      byte[] code = signature.sign();
      signatures.offer(signature);
      return code;
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java has Ed25519", e);
    }
  }
}

package io.fleetwire.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Verifies callbacks that are signed as Standard Webhooks 1.0 has it: by a shared secret (`v1`),
/// or by an Ed25519 key (`v1a`). Immutable and thread-safe; so is the memory that it may be given.
///
/// While keys are exchanged it may hold both, and a callback may carry several signatures: one pair
/// that fits is enough.
public final class StandardWebhooksVerifier {
  /// What the libraries of the standard accept by default.
  public static final Duration TOLERANCE = Duration.ofMinutes(5);

  private static final int ID_CHARS_MAX = 200;
  private static final int SIGNATURES_CHARS_MAX = 4 * 1024;

  /// More than any exchange of keys needs; each one costs a computation.
  private static final int SIGNATURES_MAX = 16;

  private final InstantSource clock;
  private final List<StandardWebhooksKey> keys;
  private final Duration tolerance;
  private final List<NonceMemory> memory;

  private StandardWebhooksVerifier(
      InstantSource clock,
      List<StandardWebhooksKey> keys,
      Duration tolerance,
      List<NonceMemory> memory) {
    this.clock = clock;
    this.keys = keys;
    this.tolerance = tolerance;
    this.memory = memory;
  }

  /// A verifier by keys as the sender shows them: `whsec_...` or `whpk_...`. Throws {@link
  /// IllegalArgumentException} when one of them is something else.
  public static StandardWebhooksVerifier of(InstantSource clock, String first, String... others) {
    List<StandardWebhooksKey> keys = new ArrayList<>();
    keys.add(StandardWebhooksKey.parse(first));
    for (String other : others) {
      keys.add(StandardWebhooksKey.parse(other));
    }
    return new StandardWebhooksVerifier(clock, List.copyOf(keys), TOLERANCE, List.of());
  }

  /// The same, but with more or less patience with clocks.
  public StandardWebhooksVerifier within(Duration other) {
    return new StandardWebhooksVerifier(clock, keys, other, memory);
  }

  /// The same, but also refusing an attempt that `memory` has seen before. Without one, what was
  /// captured can be sent again within the tolerance. Another attempt of the same delivery is no
  /// replay: it has the same id and another time.
  public StandardWebhooksVerifier remembering(NonceMemory other) {
    return new StandardWebhooksVerifier(clock, keys, tolerance, List.of(other));
  }

  /// Verifies the headers `webhook-id`, `webhook-timestamp` and `webhook-signature`, in this order,
  /// over `body`, the exact bytes.
  public StandardWebhooksVerdict verify(
      String id, String timestamp, String signatures, byte[] body) {
    if (id.isEmpty() || id.length() > ID_CHARS_MAX) {
      return new StandardWebhooksVerdict.Malformed("webhook-id is missing or too long");
    }
    if (!timestamp.matches("[0-9]{1,12}")) {
      return new StandardWebhooksVerdict.Malformed("webhook-timestamp is not seconds since 1970");
    }
    if (signatures.isEmpty() || signatures.length() > SIGNATURES_CHARS_MAX) {
      return new StandardWebhooksVerdict.Malformed("webhook-signature is missing or too long");
    }
    byte[] start = (id + "." + timestamp + ".").getBytes(UTF_8);
    String[] each = signatures.split(" ", SIGNATURES_MAX + 1);
    for (int i = 0; i < Math.min(each.length, SIGNATURES_MAX); i++) {
      if (fits(each[i], start, body)) {
        return fresh(id, timestamp);
      }
    }
    return new StandardWebhooksVerdict.BadSignature();
  }

  private boolean fits(String signature, byte[] start, byte[] body) {
    int comma = signature.indexOf(',');
    if (comma < 0) {
      return false;
    }
    String version = signature.substring(0, comma);
    Optional<byte[]> bytes = base64(signature.substring(comma + 1));
    return bytes.isPresent()
        && keys.stream()
            .anyMatch(key -> key.version().equals(version) && key.fits(start, body, bytes.get()));
  }

  private static Optional<byte[]> base64(String text) {
    try {
      return Optional.of(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private StandardWebhooksVerdict fresh(String id, String timestamp) {
    Instant signedAt = Instant.ofEpochSecond(Long.parseLong(timestamp));
    if (Duration.between(signedAt, clock.instant()).abs().compareTo(tolerance) > 0) {
      return new StandardWebhooksVerdict.OutOfTime(signedAt);
    }
    for (NonceMemory each : memory) {
      Optional<String> refusal = each.refuses(id + "." + timestamp, signedAt);
      if (refusal.isPresent()) {
        return new StandardWebhooksVerdict.Replay(id, refusal.get());
      }
    }
    return new StandardWebhooksVerdict.Valid(id, signedAt);
  }
}

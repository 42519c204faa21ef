package io.fleetwire.apple;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.fleetwire.pki.Authority;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The nonces of ACME (RFC 8555, section 6.5), each good for one request and an hour. Thread-safe.
///
/// To give one out leaves nothing behind: it says when that was and is sealed by a key that all
/// servers of a database share. What is remembered are those that were used; when they become too
/// many, those that were given out first are forgotten, and whatever is as old as they is refused
/// with them. So nobody can fill the memory, and nothing is taken twice by one server. Another
/// server of the same database would take it once more: that changes nothing, for every step of an
/// order that is done again finds it done.
final class AcmeNonces {
  private static final Duration LIFETIME = Duration.ofHours(1);

  /// Servers that share a database may disagree by so much.
  private static final Duration SKEW = Duration.ofMinutes(5);

  /// Some four megabytes. Ten thousand devices enrol with seventy thousand requests.
  static final int REMEMBERED_MAX = 50_000;

  private static final String ALGORITHM = "HmacSHA256";

  /// What a key is made of the authority's for, and nothing else.
  private static final String PURPOSE = "nonces of ACME";

  private static final int RANDOM_BYTES = 12;
  private static final int SEAL_BYTES = 16;
  private static final int BYTES = Long.BYTES + RANDOM_BYTES + SEAL_BYTES;

  private final SecretKeySpec key;
  private final AppleWorld world;
  private final TreeSet<Used> used =
      new TreeSet<>(Comparator.comparing(Used::madeAt).thenComparing(Used::text));
  private Instant forgottenUntil = Instant.MIN;

  private record Used(Instant madeAt, String text) {}

  AcmeNonces(Authority authority, AppleWorld world) {
    byte[] shared =
        mac(new SecretKeySpec(authority.pkcs8(), ALGORITHM), PURPOSE.getBytes(US_ASCII));
    this.key = new SecretKeySpec(shared, ALGORITHM);
    this.world = world;
  }

  private static byte[] mac(SecretKeySpec key, byte[] content) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  /// A new one.
  String next() {
    byte[] random = new byte[RANDOM_BYTES];
    world.secrets().nextBytes(random);
    byte[] content =
        ByteBuffer.allocate(Long.BYTES + RANDOM_BYTES)
            .putLong(world.clock().instant().toEpochMilli())
            .put(random)
            .array();
    byte[] all = Arrays.copyOf(content, BYTES);
    System.arraycopy(mac(key, content), 0, all, content.length, SEAL_BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
  }

  /// Uses one up; false when it is none of ours, too old, or was used.
  boolean use(String nonce) {
    return madeAt(nonce).map(at -> use(new Used(at, nonce))).orElse(false);
  }

  private synchronized boolean use(Used nonce) {
    Instant now = world.clock().instant();
    Instant oldest = now.minus(LIFETIME);
    while (!used.isEmpty() && used.first().madeAt().isBefore(oldest)) {
      used.pollFirst();
    }
    if (nonce.madeAt().isBefore(oldest)
        || nonce.madeAt().isAfter(now.plus(SKEW))
        || !nonce.madeAt().isAfter(forgottenUntil)
        || !used.add(nonce)) {
      return false;
    }
    if (used.size() > REMEMBERED_MAX) {
      forgottenUntil = used.removeFirst().madeAt();
    }
    return true;
  }

  private Optional<Instant> madeAt(String nonce) {
    try {
      byte[] all = Base64.getUrlDecoder().decode(nonce);
      if (all.length != BYTES) {
        return Optional.empty();
      }
      byte[] content = Arrays.copyOf(all, Long.BYTES + RANDOM_BYTES);
      byte[] seal = Arrays.copyOfRange(all, content.length, BYTES);
      return MessageDigest.isEqual(seal, Arrays.copyOf(mac(key, content), SEAL_BYTES))
          ? Optional.of(Instant.ofEpochMilli(ByteBuffer.wrap(content).getLong()))
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}

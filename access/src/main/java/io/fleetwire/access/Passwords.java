package io.fleetwire.access;

import io.fleetwire.engine.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Hashes passwords by Argon2id (RFC 9106), and checks them.
///
/// The stored text names its own parameters, so that they may be raised later:
/// `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`, the two last in base64 without padding. Thread-safe;
/// few hash at the same time, because each takes a processor and its memory.
final class Passwords {
  /// Nobody types more. A longer text would let a caller choose how long we work.
  static final int LENGTH_MAX = 1024;

  /// Four times 19 MiB is what sign-ins may take of the heap.
  private static final int AT_ONCE_MAX = 4;

  /// Long enough for a handful to queue, short enough for a person to wait.
  private static final long WAIT_SECONDS_MAX = 2;

  /// What to tell somebody who did not get a turn.
  static final Duration BUSY_RETRY = Duration.ofSeconds(WAIT_SECONDS_MAX);

  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final Pattern STORED =
      Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d+),t=(\\d+),p=(\\d+)\\$([^$]+)\\$([^$]+)");

  /// Fewer can be guessed from a stolen database (NIST SP 800-63B asks for 15 of a sole factor, and
  /// 8 at the very least).
  static final int LENGTH_MIN = 12;

  /// What is wrong with a password that somebody chose. No rule about kinds of letters: they make
  /// passwords that are hard to remember and easy to guess.
  static Optional<String> fault(Secret password) {
    int length = password.reveal().length();
    if (length < LENGTH_MIN) {
      return Optional.of("a password has at least " + LENGTH_MIN + " characters");
    }
    return length > LENGTH_MAX
        ? Optional.of("a password has at most " + LENGTH_MAX + " characters")
        : Optional.empty();
  }

  /// What a check came to.
  enum Check {
    MATCHES,
    DIFFERS,
    /// Too many others are being checked.
    BUSY
  }

  private final PasswordCost cost;
  private final Secrets secrets;
  private final Semaphore slots = new Semaphore(AT_ONCE_MAX, true);

  Passwords(PasswordCost cost, Secrets secrets) {
    this.cost = cost;
    this.secrets = secrets;
  }

  /// The text to store for `password`.
  String hash(Secret password) {
    slots.acquireUninterruptibly();
    try {
      byte[] salt = secrets.bytes(SALT_BYTES);
      return stored(salt, argon2id(password, salt, cost));
    } finally {
      slots.release();
    }
  }

  /// Whether `stored` was made of `password`.
  Check check(String stored, Secret password) {
    if (password.reveal().length() > LENGTH_MAX) {
      return Check.DIFFERS;
    }
    if (!acquire()) {
      return Check.BUSY;
    }
    try {
      return matches(stored, password) ? Check.MATCHES : Check.DIFFERS;
    } finally {
      slots.release();
    }
  }

  /// Works as long as a check, for a person who does not exist: the time must not tell.
  Check checkNobody(Secret password) {
    Check check = check(stored(new byte[SALT_BYTES], new byte[HASH_BYTES]), password);
    return check == Check.BUSY ? Check.BUSY : Check.DIFFERS;
  }

  private boolean acquire() {
    try {
      return slots.tryAcquire(WAIT_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static boolean matches(String stored, Secret password) {
    Matcher parts = STORED.matcher(stored);
    if (!parts.matches()) {
      throw new AssertionError("a stored password hash names its parameters");
    }
    PasswordCost cost = new PasswordCost(number(parts, 1), number(parts, 2), number(parts, 3));
    byte[] salt = Base64.getDecoder().decode(parts.group(4));
    byte[] expected = Base64.getDecoder().decode(parts.group(5));
    return MessageDigest.isEqual(expected, argon2id(password, salt, cost));
  }

  private String stored(byte[] salt, byte[] hash) {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    String parameters =
        "m=" + cost.memoryKib() + ",t=" + cost.iterations() + ",p=" + cost.parallelism();
    return "$argon2id$v=19$"
        + parameters
        + "$"
        + base64.encodeToString(salt)
        + "$"
        + base64.encodeToString(hash);
  }

  private static byte[] argon2id(Secret password, byte[] salt, PasswordCost cost) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(cost.memoryKib())
            .withIterations(cost.iterations())
            .withParallelism(cost.parallelism())
            .withSalt(salt)
            .build());
    byte[] hash = new byte[HASH_BYTES];
    generator.generateBytes(password.reveal().getBytes(StandardCharsets.UTF_8), hash);
    return hash;
  }

  private static int number(Matcher parts, int group) {
    return Integer.parseInt(parts.group(group));
  }
}

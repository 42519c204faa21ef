package io.fleetwire.knox;

import java.time.InstantSource;
import java.util.HexFormat;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Makes the names that Knox callers see, in the shapes of the vendor's samples. None of them is a
/// secret: whoever guesses one still needs a token of its organization. Thread-safe when `random`
/// is.
final class KnoxIds {
  private static final int OBJECT_ID_DIGITS = 24;
  private static final int RANDOM_BYTES = 8;
  private static final long TRANSACTIONS = 1L << 48;

  private static final HexFormat HEX = HexFormat.of();

  private final InstantSource clock;
  private final RandomGenerator random;

  KnoxIds(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /// 24 lower-case hexadecimal digits, as subscriptions, operations and devices have: 8 of seconds,
  /// so that neighbours in time are neighbours in an index, and 16 of chance.
  String nextObjectId() {
    byte[] chance = new byte[RANDOM_BYTES];
    random.nextBytes(chance);
    return HEX.toHexDigits((int) clock.instant().getEpochSecond()) + HEX.formatHex(chance);
  }

  /// `T` and 12 hexadecimal digits, as acknowledgements have.
  String nextTransactionId() {
    return "T" + HEX.toHexDigits(random.nextLong(TRANSACTIONS), 12);
  }

  /// The shape of a random UUID (RFC 9562 section 5.4), for callers that name no trace of their
  /// own.
  String nextTraceId() {
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & ~(0b11L << 62)) | (0b10L << 62);
    return new UUID(high, low).toString();
  }

  /// Whether `text` has the shape of an object id. What has not can name nothing, and need not be
  /// looked up.
  static boolean isObjectId(String text) {
    return text.length() == OBJECT_ID_DIGITS
        && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }
}

package io.fleetwire.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;

/// Reads bodies within their rules: the media type is looked at before a byte is read, and not a
/// byte more is kept than the rule allows. Safe for many threads.
final class Bodies {
  private static final byte[] NOTHING = new byte[0];
  private static final Problem NONE_WANTED =
      new Problem.BadRequest(400, "no body is read here; send none, or {}");

  /// How much later than the caller should be told, a read that never returns is cut off.
  private static final Duration CUT_OFF = Duration.ofSeconds(2);

  private final InstantSource clock;
  private final Duration timeout;
  private final Deadlines deadlines;
  private final BodyMemory memory;

  Bodies(InstantSource clock, Duration timeout, Deadlines deadlines, BodyMemory memory) {
    this.clock = clock;
    this.timeout = timeout;
    this.deadlines = deadlines;
    this.memory = memory;
  }

  /// Memory for a body; whoever has read one closes this when it has been answered.
  BodyMemory.Share memory(Authorization authorization) {
    return memory.share(authorization);
  }

  /// The body of `head` as `rule` wants it, in memory of `share`. Throws a problem when it is not
  /// so, or there is no room.
  byte[] read(Request head, BodyRule rule, BodySource source, BodyMemory.Share share) {
    if (source.declaredLength() > rule.limit()) {
      throw new ProblemException(tooLarge(rule));
    }
    Optional<String> expected = expected(rule);
    boolean announced = source.isPresent() && source.declaredLength() != 0;
    if (announced) {
      expected.ifPresent(type -> checkType(head, rule, type));
    }
    byte[] body = announced ? read(rule, source, share) : NOTHING;
    if (rule instanceof BodyRule.None) {
      requireNothing(body);
      return NOTHING;
    }
    if (expected.isPresent() && body.length == 0) {
      throw new ProblemException(
          new Problem.MalformedBody("the body is empty; send " + expected.get()));
    }
    return body;
  }

  private static Problem tooLarge(BodyRule rule) {
    return rule instanceof BodyRule.None ? NONE_WANTED : new Problem.BodyTooLarge(rule.limit());
  }

  private static void requireNothing(byte[] body) {
    String text = new String(body, StandardCharsets.US_ASCII).strip();
    boolean empty =
        text.isEmpty() || (text.startsWith("{") && text.substring(1).strip().equals("}"));
    if (!empty) {
      throw new ProblemException(NONE_WANTED);
    }
  }

  private static Optional<String> expected(BodyRule rule) {
    return switch (rule) {
      case BodyRule.None _, BodyRule.Bytes _ -> Optional.empty();
      case BodyRule.Json _ -> Optional.of("application/json in UTF-8");
      case BodyRule.Form _ -> Optional.of("application/x-www-form-urlencoded in UTF-8");
    };
  }

  private static void checkType(Request head, BodyRule rule, String expected) {
    boolean plain =
        head.header("Content-Encoding").map(String::strip).orElse("identity").equals("identity");
    Optional<MediaType> type = head.header("Content-Type").flatMap(MediaType::parse);
    boolean fits =
        type.isPresent()
            && type.get().isUtf8()
            && (rule instanceof BodyRule.Form ? type.get().isForm() : type.get().isJson());
    if (!plain || !fits) {
      String uncompressed = plain ? "" : ", not compressed";
      throw new ProblemException(new Problem.UnsupportedMediaType(expected + uncompressed));
    }
  }

  private byte[] read(BodyRule rule, BodySource source, BodyMemory.Share share) {
    int limit = rule.limit();
    Instant deadline = clock.instant().plus(timeout);
    byte[] bytes = new byte[Math.min(limit + 1, startSize(source))];
    int length = 0;
    try (Deadlines.Guard _ = deadlines.guard(timeout.plus(CUT_OFF));
        InputStream in = source.open()) {
      if (source.declaredLength() < 0) {
        share.take(BodyMemory.CHUNKED_BYTES);
      }
      int got = in.read(bytes, 0, bytes.length);
      while (got >= 0) {
        length += got;
        if (length > limit) {
          throw new ProblemException(tooLarge(rule));
        }
        if (clock.instant().isAfter(deadline)) {
          throw new ProblemException(new Problem.BodyTooSlow());
        }
        if (length == bytes.length) {
          int larger = Math.min(limit + 1, 2 * length);
          share.take(larger - length);
          bytes = Arrays.copyOf(bytes, larger);
        }
        got = in.read(bytes, length, bytes.length - length);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
  }

  // One byte more than was declared, so that the end is seen without growing; but not at once as
  // much
  // as somebody only claims to send.
  private static int startSize(BodySource source) {
    long declared = source.declaredLength();
    return declared < 0
        ? BodyMemory.FREE_BYTES
        : (int) Math.min(declared + 1, BodyMemory.FREE_BYTES);
  }
}

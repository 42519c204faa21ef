package io.fleetwire.bin;

import io.fleetwire.engine.OrganizationId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// An address of this server that keeps what is sent to it. `origin` is how its maker had come
/// here, such as `http://127.0.0.1:8080`. Immutable.
public record Bin(
    long id,
    OrganizationId organization,
    String token,
    String name,
    String origin,
    Answer answer,
    Instant createdAt) {
  /// Where all bins are.
  static final String PATH = "/bin/";

  /// A line that fits a list.
  public static final int NAME_LENGTH_MAX = 100;

  /// Whether a bin can be called that.
  static boolean isName(String text) {
    return !text.isBlank()
        && text.codePointCount(0, text.length()) <= NAME_LENGTH_MAX
        && text.chars().noneMatch(Character::isISOControl);
  }

  /// Where to send, for whoever comes to this server by `base`, which has no slash at its end.
  public String url(String base) {
    return base + PATH + token;
  }

  /// What whoever sends is told. It is kept whatever the answer.
  public enum Answer {
    /// What a receiver says that is well.
    TAKE(200),
    /// Tried again, by the endpoint's plan.
    FAIL(500),
    /// Tried again, as late as the receiver says.
    BUSY(429),
    /// The end: the endpoint is switched off.
    GONE(410),
    /// Well, but late.
    SLOW(200);

    private final int status;

    Answer(int status) {
      this.status = status;
    }

    int status() {
      return status;
    }

    /// As it is stored, and as forms write it.
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// The answer of that code.
    public static Optional<Answer> find(String code) {
      return Arrays.stream(values()).filter(answer -> answer.code().equals(code)).findFirst();
    }
  }
}

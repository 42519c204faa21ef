package io.fleetwire.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class NonceMemoryTest {
  private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
  private static final Duration WINDOW = Duration.ofMinutes(5);

  private Instant now = START;
  private final NonceMemory memory = new NonceMemory(3, WINDOW, () -> now);

  private boolean takes(String nonce, Instant signedAt) {
    return memory.refuses(nonce, signedAt).isEmpty();
  }

  @Test
  void takesANonceOnce() {
    assertThat(takes("a", now)).isTrue();
    assertThat(memory.refuses("a", now)).contains("its nonce was seen before");
    assertThat(takes("b", now)).isTrue();
  }

  @Test
  void takesNothingFromOutsideItsWindow() {
    assertThat(takes("a", now.minus(WINDOW))).isTrue();
    assertThat(takes("b", now.minus(WINDOW).minusSeconds(1))).isFalse();
    assertThat(takes("c", now.plus(WINDOW))).isTrue();
    assertThat(takes("d", now.plus(WINDOW).plusSeconds(1))).isFalse();
  }

  @Test
  void forgetsWhatTheWindowRefusesAnyway() {
    for (int i = 0; i < 100; i++) {
      assertThat(takes("n" + i, now)).isTrue();
      now = now.plus(WINDOW.dividedBy(2));
    }
  }

  @Test
  void refusesWhatItCannotRemember() {
    assertThat(takes("a", now)).isTrue();
    assertThat(takes("b", now.plusSeconds(1))).isTrue();
    assertThat(takes("c", now.plusSeconds(2))).isTrue();
    assertThat(takes("d", now.plusSeconds(3))).isTrue();
    assertThat(memory.refuses("a", now))
        .contains("it was signed before the oldest nonce that is remembered");
    assertThat(takes("e", now)).isFalse();
    assertThat(memory.refuses("b", now.plusSeconds(1))).contains("its nonce was seen before");
  }

  @Test
  void refusesALongNonce() {
    assertThat(takes("x".repeat(257), now)).isFalse();
  }

  @Test
  void needsSomethingToRememberWith() {
    assertThatThrownBy(() -> new NonceMemory(0, WINDOW, () -> now))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new NonceMemory(1, Duration.ZERO, () -> now))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

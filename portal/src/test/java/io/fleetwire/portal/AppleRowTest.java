package io.fleetwire.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.apple.AppleBook.Channel;
import io.fleetwire.apple.AppleBook.Facts;
import io.fleetwire.apple.AppleBook.State;
import io.fleetwire.apple.AppleBook.User;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AppleRowTest {
  private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");

  @Test
  void aCertificateThatEndsSoonStandsOut() {
    assertThat(row("U", Duration.ofDays(31)).certificate()).isEqualTo(badge("31 days", "info"));
    assertThat(row("U", Duration.ofDays(29)).certificate()).isEqualTo(badge("29 days", "busy"));
    assertThat(row("U", Duration.ofDays(-1)).certificate()).isEqualTo(new Badge("Expired", "bad"));
  }

  @Test
  void anyIdentifierIsOneSegmentOfThePath() {
    assertThat(row("a/../b c?d+e#", Duration.ZERO).path())
        .isEqualTo("/portal/apple/devices/a%2F..%2Fb%20c%3Fd%2Be%23");
  }

  private static Badge badge(String left, String kind) {
    return new Badge(left + " left", kind);
  }

  private static AppleRow row(String id, Duration left) {
    return AppleRow.of(
        new Channel(
            id,
            id,
            new User("", ""),
            new Facts("", "", "", "", ""),
            State.ENROLLED,
            Optional.of(NOW),
            NOW,
            NOW.plus(left)),
        NOW);
  }
}

package io.fleetwire.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A time that an event is taken with can be kept, and told to receivers.
final class TimesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-31T12:00Z",
        "+999999999-12-31T23:59:59Z",
        "-999999999-01-01T00:00:00Z",
        "0000-01-01T00:00:00+01:00",
        "noon",
      })
  void whatReceiversCouldNotReadIsNoTimeOfAnEvent(String text) {
    assertThat(Times.ofEvent(text)).isEmpty();
  }

  @Test
  void aTimeMayBeAnyZones() {
    assertThat(Times.ofEvent("2026-01-31T12:00:00.5+01:00"))
        .contains(Instant.parse("2026-01-31T11:00:00.5Z"));
  }
}

package io.fleetwire.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PushViewTest {
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "29, busy, Apple's push certificate ends in 29 days",
    "2, busy, Apple's push certificate ends in 2 days",
    "0, bad, Apple's push certificate ended just now",
    "-3, bad, Apple's push certificate ended 3 days ago",
  })
  void aCertificateThatEndsNeedsSomebody(int days, String kind, String title) {
    OverviewView.Task task = PushView.task(NOW.plus(Duration.ofDays(days)), NOW).orElseThrow();
    assertThat(task.kind()).isEqualTo(kind);
    assertThat(task.title()).isEqualTo(title);
    assertThat(task.text()).contains("https://identity.apple.com/pushcert");
  }

  @Test
  void oneThatLastsNeedsNobody() {
    assertThat(PushView.task(NOW.plus(Duration.ofDays(30)), NOW)).isEmpty();
  }
}

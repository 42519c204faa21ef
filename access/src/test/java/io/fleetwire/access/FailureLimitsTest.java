package io.fleetwire.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.access.FailureLimits.Kind;
import io.fleetwire.access.FailureLimits.Subject;
import io.fleetwire.testkit.SettableClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailureLimitsTest {
  private final SettableClock clock = SettableClock.atNoon();
  private final FailureLimits limits = new FailureLimits(clock);

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aBurstIsAllowedThenOneMoreAfterTheNamedTime(Kind kind) {
    List<Subject> who = List.of(new Subject(kind, "somebody"));
    for (int i = 0; i < kind.burst(); i++) {
      assertThat(limits.tooMany(who)).isEmpty();
      assertThat(limits.fail(who)).isEmpty();
    }
    Duration wait = limits.fail(who).orElseThrow().retryAfter();
    assertThat(limits.tooMany(who)).contains(new TooMany(wait));
    clock.advance(wait.minusSeconds(1));
    assertThat(limits.fail(who)).contains(new TooMany(Duration.ofSeconds(1)));
    clock.advance(Duration.ofSeconds(1));
    assertThat(limits.fail(who)).isEmpty();
    assertThat(limits.fail(who)).isPresent();
  }

  @Test
  void whoIsRefusedTakesNothingFromTheOthers() {
    Subject address = Subject.address("192.0.2.1");
    Subject client = Subject.client("a");
    for (int i = 0; i < Kind.CLIENT.burst(); i++) {
      assertThat(limits.fail(List.of(client))).isEmpty();
    }
    for (int i = 0; i < 100; i++) {
      assertThat(limits.fail(List.of(client, address))).isPresent();
    }
    assertThat(limits.fail(List.of(address))).isEmpty();
  }

  @Test
  void aClockThatIsSetBackLocksNobodyOut() {
    List<Subject> who = List.of(Subject.client("a"));
    assertThat(limits.fail(who)).isEmpty();
    clock.set(clock.instant().minus(Duration.ofHours(1)));
    for (int i = 0; i < Kind.CLIENT.burst(); i++) {
      assertThat(limits.fail(who)).isEmpty();
    }
    assertThat(limits.fail(who)).isPresent();
  }

  @Test
  void memoryHasALimit() {
    for (int i = 0; i < FailureLimits.BUCKETS_MAX + 100; i++) {
      Optional<TooMany> first = limits.fail(List.of(Subject.address("host-" + i)));
      assertThat(first).isEmpty();
    }
    assertThat(limits.size()).isEqualTo(FailureLimits.BUCKETS_MAX);
  }

  @Test
  void anIpv6AddressCountsByItsNetwork() {
    assertThat(Subject.address("2001:db8:1:2::1")).isEqualTo(Subject.address("2001:db8:1:2:f::9"));
    assertThat(Subject.address("2001:db8:1:2::1")).isNotEqualTo(Subject.address("2001:db8:1:3::1"));
    assertThat(Subject.address("192.0.2.1")).isNotEqualTo(Subject.address("192.0.2.2"));
  }
}

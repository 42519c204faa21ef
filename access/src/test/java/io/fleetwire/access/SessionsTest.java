package io.fleetwire.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.Secret;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How long a browser stays signed in, and what keeps strangers out.
final class SessionsTest extends OwnWorld {
  private static final String EMAIL = "ann@a.example";

  private UserAnswer.NewUser ann;

  @BeforeEach
  void open() {
    ann = world.newUser(world.organization(), EMAIL);
  }

  @Test
  void aPasswordOpensASessionThatSurvivesARestart() {
    SessionAnswer.Opened opened = opened();
    assertThat(opened.token().reveal()).startsWith("fwb_").hasSizeGreaterThan(43);
    world.reopen();
    Session found = world.access().sessions().find(opened.token()).orElseThrow();
    assertThat(found.user()).isEqualTo(ann.user());
    assertThat(found.isMeant(opened.session().csrf())).isTrue();
    assertThat(found.isMeant(new Secret("guess"))).isFalse();
    assertThat(opened().session().csrf()).isNotEqualTo(opened.session().csrf());
  }

  @Test
  void itEndsWhenItIsIdleForHalfAnHour() {
    SessionAnswer.Opened opened = opened();
    world.clock.advance(Duration.ofMinutes(29));
    assertThat(world.access().sessions().find(opened.token())).isPresent();
    world.clock.advance(Duration.ofMinutes(29));
    assertThat(world.access().sessions().find(opened.token())).as("it was busy").isPresent();
    world.clock.advance(Duration.ofMinutes(31));
    assertThat(world.access().sessions().find(opened.token())).isEmpty();
  }

  @Test
  void itEndsAfterTwelveHoursHoweverBusy() {
    SessionAnswer.Opened opened = opened();
    for (int i = 0; i < 12 * 3 - 1; i++) {
      world.clock.advance(Duration.ofMinutes(20));
      assertThat(world.access().sessions().find(opened.token())).isPresent();
    }
    world.clock.advance(Duration.ofMinutes(20));
    assertThat(world.access().sessions().find(opened.token())).isEmpty();
  }

  @Test
  void itEndsWhenItIsEnded() {
    SessionAnswer.Opened opened = opened();
    assertThat(world.access().sessions().end(opened.token())).isTrue();
    assertThat(world.access().sessions().find(opened.token())).isEmpty();
    assertThat(world.access().sessions().end(opened.token())).isFalse();
  }

  @Test
  void whoFailsTooOftenIsLockedOutForAWhile() {
    for (int i = 0; i < 5; i++) {
      assertThat(open("wrong")).isInstanceOf(SessionAnswer.Wrong.class);
    }
    assertThat(open(ann.password().reveal())).isInstanceOf(TooMany.class);
    world.clock.advance(Duration.ofMinutes(5));
    assertThat(open(ann.password().reveal())).isInstanceOf(SessionAnswer.Opened.class);
  }

  @Test
  void aUserHasAtMostTwenty() {
    SessionAnswer.Opened first = opened();
    for (int i = 0; i < 20; i++) {
      world.clock.advance(Duration.ofSeconds(1));
      opened();
    }
    assertThat(world.access().sessions().find(first.token())).isEmpty();
  }

  private SessionAnswer open(String password) {
    return world.access().sessions().open(EMAIL, new Secret(password), World.ADDRESS);
  }

  private SessionAnswer.Opened opened() {
    return (SessionAnswer.Opened) open(ann.password().reveal());
  }
}

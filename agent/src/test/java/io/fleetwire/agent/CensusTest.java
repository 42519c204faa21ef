package io.fleetwire.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.agent.Report.Facts;
import io.fleetwire.agent.Report.Manner;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What is news of what a daemon says.
final class CensusTest {
  private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
  private static final Facts GALAXY = new Facts("Android", "Galaxy Note 8", "SM-N950F", "", "9");

  private final Census census = new Census("adb", List.of(), NOON);

  @Test
  void onlyWhatChangesIsNews() {
    census.connect(NOON);
    assertThat(census.see(online("a"), NOON)).containsExactly(online("a"));
    assertThat(census.see(online("a"), NOON)).isEmpty();
    assertThat(census.miss("a")).containsExactly(unplugged("a"));
    assertThat(census.miss("a")).isEmpty();
  }

  @Test
  void whatCannotAnswerStaysWhatItWas() {
    census.connect(NOON);
    census.see(online("a"), NOON);
    Report poor = new Report("a", Manner.OFFLINE, "adb: offline", Facts.ANDROID);
    assertThat(census.see(poor, NOON)).containsExactly(poor.of(GALAXY));
  }

  @Test
  void thatADeviceIsOfflineWhenItIsPluggedInIsBelievedAfterAWhile() {
    census.connect(NOON);
    Report offline = online("a").with(Manner.OFFLINE, "adb: offline");
    assertThat(census.see(offline, NOON)).isEmpty();
    assertThat(census.see(online("a"), NOON)).containsExactly(online("a"));
    assertThat(census.miss("a")).hasSize(1);
    assertThat(census.see(offline, NOON)).isEmpty();
    assertThat(census.dueAt()).isEqualTo(NOON.plus(Census.ARRIVAL));
    assertThat(census.tick(NOON.plus(Census.ARRIVAL))).containsExactly(offline);
    assertThat(census.tick(NOON.plusSeconds(60))).isEmpty();
    assertThat(census.see(online("b").with(Manner.OFFLINE, "adb: offline"), NOON)).isEmpty();
    assertThat(census.missOthers(Set.of("a"))).as("it left before it was believed").isEmpty();
  }

  @Test
  void aDaemonThatWasJustStartedIsNotBelievedThatSomethingIsMissing() {
    Census again = new Census("adb", List.of(online("a"), online("b")), NOON);
    again.connect(NOON);
    assertThat(again.missOthers(Set.of())).isEmpty();
    assertThat(again.isSettled()).isFalse();
    assertThat(again.see(online("a"), NOON)).as("as it was").isEmpty();
    assertThat(again.tick(NOON.plus(Census.SETTLE))).containsExactly(unplugged("b"));
    assertThat(again.isSettled()).isTrue();
    assertThat(again.missOthers(Set.of())).containsExactly(unplugged("a"));
  }

  @Test
  void whoWasSeenAndIsMissingIsGoneAtOnce() {
    census.connect(NOON);
    census.see(online("a"), NOON);
    assertThat(census.missOthers(Set.of("b"))).containsExactly(unplugged("a"));
  }

  @Test
  void aDaemonThatIsAwayTakesItsDevicesOfflineAfterAWhileAndBringsThemBack() {
    census.connect(NOON);
    census.see(online("a"), NOON);
    census.see(new Report("b", Manner.ERROR, "adb: unauthorized", Facts.ANDROID), NOON);
    census.lose(NOON);
    Instant late = NOON.plus(Census.SILENCE);
    assertThat(census.dueAt()).isEqualTo(late);
    assertThat(census.tick(late.minusMillis(1))).isEmpty();
    assertThat(census.tick(late))
        .as("the other one was none before")
        .containsExactly(online("a").with(Manner.OFFLINE, "adb does not answer"));
    census.connect(late);
    assertThat(census.see(online("a"), NOON)).containsExactly(online("a"));
  }

  @Test
  void aShortAbsenceOfTheDaemonIsNoNews() {
    census.connect(NOON);
    census.see(online("a"), NOON);
    census.lose(NOON);
    census.connect(NOON.plusSeconds(3));
    assertThat(census.missOthers(Set.of())).isEmpty();
    assertThat(census.see(online("a"), NOON)).isEmpty();
    assertThat(census.tick(NOON.plusSeconds(60))).isEmpty();
  }

  @Test
  void aDaemonThatNeverAnswersTakesWhatIsRememberedOffline() {
    Census again = new Census("adb", List.of(online("a")), NOON);
    assertThat(again.tick(NOON.plus(Census.SILENCE)))
        .containsExactly(online("a").with(Manner.OFFLINE, "adb does not answer"));
    assertThat(again.isSettled()).isFalse();
  }

  static Report online(String udid) {
    return new Report(udid, Manner.ONLINE, "", GALAXY);
  }

  static Report unplugged(String udid) {
    return online(udid).with(Manner.UNPLUGGED, "not attached");
  }
}

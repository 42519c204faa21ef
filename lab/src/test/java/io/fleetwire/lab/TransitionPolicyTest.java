package io.fleetwire.lab;

import static io.fleetwire.lab.EffectiveStatus.NONE;
import static io.fleetwire.lab.EffectiveStatus.OFFLINE;
import static io.fleetwire.lab.EffectiveStatus.ONLINE;
import static io.fleetwire.lab.EffectiveStatus.UNPLUGGED;
import static io.fleetwire.lab.EffectiveStatus.UTILIZING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The state machine of contract 6.3, all of it, and what its consequences are in the cases of 6.4
/// that are about transitions alone.
final class TransitionPolicyTest {

  /// From each status to each other, in the contract's own words; `-` is no event.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ONLINE    | ONLINE    | -",
        "ONLINE    | OFFLINE   | device.status.offline",
        "ONLINE    | UTILIZING | device.state.utilizing",
        "ONLINE    | UNPLUGGED | device.state.unplugged",
        "OFFLINE   | ONLINE    | device.status.online",
        "OFFLINE   | OFFLINE   | -",
        "OFFLINE   | UTILIZING | device.state.utilizing",
        "OFFLINE   | UNPLUGGED | device.state.unplugged",
        "UTILIZING | ONLINE    | -",
        "UTILIZING | OFFLINE   | device.status.offline",
        "UTILIZING | UTILIZING | -",
        "UTILIZING | UNPLUGGED | device.state.unplugged",
        "UNPLUGGED | ONLINE    | device.status.online",
        "UNPLUGGED | OFFLINE   | device.status.offline",
        "UNPLUGGED | UTILIZING | device.state.utilizing",
        "UNPLUGGED | UNPLUGGED | -",
        "NONE      | ONLINE    | device.status.online",
        "NONE      | OFFLINE   | device.status.offline",
        "NONE      | UTILIZING | device.state.utilizing",
        "NONE      | UNPLUGGED | device.state.unplugged",
      })
  void theVendorsTable(EffectiveStatus previous, EffectiveStatus next, String expected) {
    assertThat(told(previous, next)).isEqualTo(expected);
  }

  @Test
  void theTableIsComplete() {
    long cells =
        Arrays.stream(EffectiveStatus.values()).filter(s -> s != NONE).count()
            * EffectiveStatus.values().length;
    assertThat(cells).isEqualTo(20);
  }

  @Test
  void aTransitionHasAtMostOneActivityAndItsDescriptionIsTheTogglesLabel() {
    assertThat(Activity.ALL.stream().map(Activity::description))
        .startsWith("Offline", "Online", "Unplugged", "Utilizing");
    assertThat(Activity.ALL.stream().map(a -> a.type().name()).collect(Collectors.toSet()))
        .contains(
            "device.status.offline",
            "device.status.online",
            "device.state.unplugged",
            "device.state.utilizing");
  }

  @Test
  void utilizingToOnlineIsSilentButForWhoAsksForFreedPhones() {
    assertThat(told(UTILIZING, ONLINE)).isEqualTo("-");
    assertThat(TransitionPolicy.decide(UTILIZING, ONLINE)).contains(Activity.AVAILABLE);
    for (EffectiveStatus previous : List.of(NONE, ONLINE, OFFLINE, UNPLUGGED)) {
      assertThat(TransitionPolicy.decide(previous, ONLINE)).isNotEqualTo(Activity.AVAILABLE);
    }
  }

  @Test
  void onlyTheImmediatePredecessorCounts() {
    assertThat(story(UTILIZING, OFFLINE, ONLINE))
        .containsExactly("device.status.offline", "device.status.online");
    assertThat(story(UTILIZING, UNPLUGGED, ONLINE))
        .containsExactly("device.state.unplugged", "device.status.online");
  }

  @Test
  void unpluggedToOnlineFires() {
    assertThat(story(UNPLUGGED, ONLINE)).containsExactly("device.status.online");
  }

  @Test
  void recoveryThroughACleanupIsUtilizingAndNeverOnline() {
    assertThat(story(UNPLUGGED, UTILIZING, ONLINE)).containsExactly("device.state.utilizing");
  }

  @Test
  void aNewSessionOnABusyDeviceIsNoNews() {
    assertThat(story(UTILIZING, UTILIZING)).isEmpty();
  }

  @Test
  void theSameStatusAgainIsNoNews() {
    for (EffectiveStatus status : EffectiveStatus.values()) {
      assertThat(TransitionPolicy.decide(status, status)).isEmpty();
    }
  }

  @Test
  void anUnplugThatArrivesInTwoUpdatesIsTwoEventsAndInOneIsOne() {
    assertThat(story(ONLINE, OFFLINE, UNPLUGGED))
        .containsExactly("device.status.offline", "device.state.unplugged");
    assertThat(story(ONLINE, UNPLUGGED)).containsExactly("device.state.unplugged");
  }

  @Test
  void pluggedBackAndNotHealthyIsOffline() {
    assertThat(story(UNPLUGGED, OFFLINE)).containsExactly("device.status.offline");
  }

  @Test
  void everyFlapIsTold() {
    assertThat(story(ONLINE, OFFLINE, ONLINE, OFFLINE, ONLINE))
        .containsExactly(
            "device.status.offline",
            "device.status.online",
            "device.status.offline",
            "device.status.online");
  }

  /// The vendor's four; ours are nothing to them.
  private static String told(EffectiveStatus previous, EffectiveStatus next) {
    Set<Activity> ours = Set.of(Activity.AVAILABLE);
    return TransitionPolicy.decide(previous, next)
        .filter(activity -> !ours.contains(activity))
        .map(activity -> activity.type().name())
        .orElse("-");
  }

  private static List<String> story(EffectiveStatus... statuses) {
    List<String> told = new ArrayList<>();
    for (int i = 1; i < statuses.length; i++) {
      told.add(told(statuses[i - 1], statuses[i]));
    }
    return told.stream().filter(t -> !t.equals("-")).toList();
  }
}

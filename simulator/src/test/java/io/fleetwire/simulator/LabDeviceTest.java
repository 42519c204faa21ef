package io.fleetwire.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.simulator.LabDevice.Status;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A phone of a lab, and the vendor's rule of what is told of it.
final class LabDeviceTest {
  @ParameterizedTest
  @EnumSource(Status.class)
  void everyChangeIsToldButThatAPhoneIsFree(Status before) {
    for (Status now : Status.values()) {
      Optional<String> told = LabDevice.told(before, now);
      boolean silent = before == now || (before == Status.UTILIZING && now == Status.ONLINE);
      assertThat(told.isEmpty()).as("%s to %s", before, now).isEqualTo(silent);
      told.ifPresent(activity -> assertThat(activity).endsWith("." + now.word()));
    }
  }

  @Test
  void eachReporterSaysWhatItSees() {
    LabDevice device = new LabDevice("phone", true);
    assertThat(device.seen().state()).isEqualTo("UNPLUGGED");
    SplittableRandom dice = new SplittableRandom(3);
    Set<Status> seen = EnumSet.noneOf(Status.class);
    for (int i = 0; i < 500; i++) {
      LabDevice.Said said = device.live(dice);
      seen.add(device.status());
      boolean unplugged = device.status() == Status.UNPLUGGED;
      assertThat(said.status().isEmpty()).as("sessions: %s", said).isEqualTo(!said.ofCables());
      assertThat(said.state().isEmpty())
          .as("cables: %s", said)
          .isEqualTo(said.ofCables() && !unplugged);
    }
    assertThat(seen).containsExactlyInAnyOrder(Status.values());
  }

  @Test
  void aSessionEndsWithTheCableAndWaitsForContact() {
    LabDevice device = new LabDevice("phone", true);
    device.plug();
    device.use(true);
    device.reach(false);
    assertThat(device.status()).isEqualTo(Status.OFFLINE);
    device.reach(true);
    assertThat(device.status()).isEqualTo(Status.UTILIZING);
  }
}

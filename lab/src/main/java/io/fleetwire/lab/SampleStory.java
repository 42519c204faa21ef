package io.fleetwire.lab;

import io.fleetwire.lab.Report.Columns;
import io.fleetwire.lab.Report.Seen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What simulated devices go through, as their agent would report it. Pure.
final class SampleStory {
  static final String HOST = "Simulated devices";

  private static final Columns ONLINE = online(VendorState.ACTIVATED, "");

  private static final List<Sample> DEVICES =
      List.of(
          new Sample(
              Samples.UDID + "1",
              new Seen(Platform.ANDROID, "Simulated phone 1", "Phone", "Simulated", "16")),
          new Sample(
              Samples.UDID + "2",
              new Seen(Platform.IOS, "Simulated phone 2", "Phone", "Simulated", "26.1")),
          new Sample(
              Samples.UDID + "3",
              new Seen(Platform.ANDROID, "Simulated tablet", "Tablet", "Simulated", "15")));

  /// Each step says how every device is then, in the order of the devices.
  private static final List<List<Columns>> STEPS =
      List.of(
          List.of(ONLINE, ONLINE, ONLINE),
          List.of(online(VendorState.UTILIZING, "a session began"), ONLINE, ONLINE),
          List.of(
              online(VendorState.UTILIZING, "a session began"),
              offline(VendorState.ACTIVATED, "it answers no more"),
              ONLINE),
          List.of(
              online(VendorState.UTILIZING, "a session began"),
              offline(VendorState.ACTIVATED, "it answers no more"),
              offline(VendorState.UNPLUGGED, "the cable was pulled")),
          List.of(ONLINE, ONLINE, ONLINE));

  private SampleStory() {}

  /// A device that does not exist.
  record Sample(String udid, Seen seen) {}

  static List<String> udids() {
    return DEVICES.stream().map(Sample::udid).toList();
  }

  static int length() {
    return STEPS.size();
  }

  /// What the agent says at a step; sent again it has no effect, because its numbers are the same.
  static ReportBatch batch(String stream, int step, Instant at) {
    List<Columns> columns = STEPS.get(step);
    List<Report> reports = new ArrayList<>();
    for (int i = 0; i < DEVICES.size(); i++) {
      Sample sample = DEVICES.get(i);
      long sequence = 1L + (long) step * DEVICES.size() + i;
      reports.add(new Report(sequence, at, sample.udid(), columns.get(i), sample.seen()));
    }
    return new ReportBatch(HOST, stream, new ReportBatch.Census(Set.of(), Set.of()), reports);
  }

  private static Columns online(VendorState state, String message) {
    return new Columns(Optional.of(VendorStatus.ONLINE), Optional.of(state), message);
  }

  private static Columns offline(VendorState state, String message) {
    return new Columns(Optional.of(VendorStatus.OFFLINE), Optional.of(state), message);
  }
}

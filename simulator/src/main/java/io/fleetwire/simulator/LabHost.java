package io.fleetwire.simulator;

import io.fleetwire.simulator.LabDevice.Said;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A machine with devices, an agent that watches their cables, and a program that runs sessions on
/// them: two numberings, each of which says what it sees. Confined to one thread at a time; blocks.
final class LabHost implements AutoCloseable {
  static final String REPORTS = "/v2/agent/reports";

  /// As many as the server takes at once.
  private static final int BATCH_MAX = 500;

  private static final int FLAPS = 3;
  private static final int STREAM_BITS = 64;
  private static final String[] ANDROIDS = {"Galaxy S24", "Pixel 9", "Galaxy Note 8"};
  private static final String[] IPHONES = {"iPhone 16", "iPhone 14", "iPad Air"};

  private final LabSurroundings around;
  private final String name;
  private final RandomGenerator dice;
  private final Optional<LabMisbehaviour> misbehaviour;
  private final List<LabDevice> devices = new ArrayList<>();
  private final LabLine line;
  private Stream cables;
  private final Stream sessions;

  /// One numbering of reports, which nobody had before: another run begins another.
  private static final class Stream {
    private final String name;
    private long last;

    Stream(String name) {
      this.name = name;
    }
  }

  /// Something that was said of a device.
  private record Line(LabDevice device, Said said) {}

  LabHost(
      LabSurroundings around,
      int number,
      RandomGenerator dice,
      Optional<LabMisbehaviour> misbehaviour) {
    this.around = around;
    this.name = "sim-%d-%d".formatted(around.plan().seed(), number);
    this.dice = dice;
    this.misbehaviour = misbehaviour;
    this.line = new LabLine(around);
    this.cables = newStream();
    this.sessions = newStream();
    for (int i = 1; i <= around.plan().devicesEach(); i++) {
      devices.add(new LabDevice("%s-%04d".formatted(name, i), dice.nextBoolean()));
    }
  }

  private Stream newStream() {
    return new Stream("sim-" + new BigInteger(STREAM_BITS, around.world().secrets()).toString(36));
  }

  List<LabDevice> devices() {
    return devices;
  }

  /// All devices are plugged in, and the server is told that these are all; and that nobody uses
  /// one, should it know them from before.
  void arrive() {
    tellAll(devices.stream().map(device -> line(device, device::plug)).toList());
    tell(devices.stream().map(device -> line(device, () -> device.use(false))).toList());
  }

  /// So many of its devices change, in their order and each as chance has it.
  void live(int changes) {
    List<Line> said = new ArrayList<>();
    for (int i = 0; i < changes; i++) {
      LabDevice device = devices.get(dice.nextInt(devices.size()));
      if (is(LabMisbehaviour.FLAP) && device.status() == LabDevice.Status.ONLINE) {
        for (int j = 0; j < FLAPS; j++) {
          said.add(line(device, () -> device.reach(false)));
          said.add(line(device, () -> device.reach(true)));
        }
      }
      said.add(line(device, () -> device.live(dice)));
    }
    if (is(LabMisbehaviour.FORGET)) {
      tell(said);
      cables = newStream();
      tellAll(devices.stream().map(device -> new Line(device, device.seen())).toList());
    } else {
      tell(said);
    }
  }

  private Line line(LabDevice device, Supplier<Said> happening) {
    LabDevice.Status before = device.status();
    Said said = happening.get();
    LabDevice.told(before, device.status()).ifPresent(around.tally()::told);
    return new Line(device, said);
  }

  private boolean is(LabMisbehaviour one) {
    return misbehaviour.equals(Optional.of(one));
  }

  /// In their order: what another reporter says comes in a batch of its own.
  private void tell(List<Line> said) {
    List<Line> batch = new ArrayList<>();
    for (Line one : said) {
      boolean sameReporter =
          batch.isEmpty() || batch.getFirst().said().ofCables() == one.said().ofCables();
      if (!sameReporter || batch.size() == BATCH_MAX) {
        send(batch, false);
        batch.clear();
      }
      batch.add(one);
    }
    if (!batch.isEmpty()) {
      send(batch, false);
    }
  }

  /// All devices, of which the last batch says that they are all. One that is not attached is not
  /// named.
  private void tellAll(List<Line> all) {
    List<Line> there =
        all.stream().filter(one -> one.device().status() != LabDevice.Status.UNPLUGGED).toList();
    for (int from = 0; from < there.size(); from += BATCH_MAX) {
      int end = Math.min(there.size(), from + BATCH_MAX);
      send(there.subList(from, end), end == there.size());
    }
    if (there.isEmpty()) {
      send(List.of(), true);
    }
  }

  private void send(List<Line> lines, boolean completes) {
    boolean ofCables = lines.isEmpty() || lines.getFirst().said().ofCables();
    Stream stream = ofCables ? cables : sessions;
    ObjectNode batch = Json.object().put("host", name).put("stream", stream.name);
    if (completes) {
      batch.putArray("complete").add("Android").add("iOS");
      ArrayNode present = batch.putArray("present");
      devices.stream()
          .filter(device -> device.status() != LabDevice.Status.UNPLUGGED)
          .forEach(device -> present.add(device.udid()));
    }
    ArrayNode reports = batch.putArray("reports");
    for (Line one : lines) {
      stream.last++;
      reports.add(report(one, stream.last));
    }
    byte[] json = Json.bytes(batch);
    if (is(LabMisbehaviour.MALFORMED)) {
      sendMalformed(stream);
    }
    if (is(LabMisbehaviour.DROP)) {
      line.drop(REPORTS, json);
    }
    taken(json, lines.size(), is(LabMisbehaviour.DROP) ? Taken.MAYBE : Taken.NOW);
    if (is(LabMisbehaviour.REPEAT)) {
      taken(json, lines.size(), Taken.BEFORE);
    }
  }

  private ObjectNode report(Line one, long sequence) {
    LabDevice device = one.device();
    String[] models = device.platform().equals("iOS") ? IPHONES : ANDROIDS;
    ObjectNode report =
        Json.object()
            .put("sequence", sequence)
            .put("udid", device.udid())
            .put("platform", device.platform())
            .put("name", models[Math.floorMod(device.udid().hashCode(), models.length)]);
    if (!one.said().status().isEmpty()) {
      report.put("status", one.said().status());
    }
    if (!one.said().state().isEmpty()) {
      report.put("state", one.said().state());
    }
    return report;
  }

  /// Whether the server has a batch for the first time.
  private enum Taken {
    NOW,
    BEFORE,
    /// It may have read it before the line broke.
    MAYBE
  }

  private void taken(byte[] json, int reports, Taken when) {
    Reception reception = line.post("reports", REPORTS, json);
    if (!(reception instanceof Reception.Taken(Answer answer))) {
      around.tally().fault(name, "a batch " + reception.told());
      stopIfStranger(reception);
      return;
    }
    ObjectNode said = Json.parse(answer.body()).orElseGet(Json::object);
    int applied = said.path("applied").intValue(-1);
    int repeated = said.path("repeated").intValue(-1);
    boolean fits =
        switch (when) {
          case NOW -> applied == reports && repeated == 0;
          case BEFORE -> applied == 0 && repeated == reports;
          case MAYBE -> applied + repeated == reports;
        };
    if (!fits) {
      around.tally().fault(name, "a batch was answered otherwise than it is: " + answer.text());
    }
  }

  /// Whoever goes on without being let in is locked out, and tells nothing new.
  private void stopIfStranger(Reception reception) {
    if (reception instanceof Reception.Refused(Answer answer)
        && (answer.status() == 401 || answer.status() == 403)) {
      around.patience().stop();
    }
  }

  private void sendMalformed(Stream stream) {
    ObjectNode batch = Json.object().put("host", name).put("stream", stream.name);
    batch.putArray("reports").addObject().put("sequence", 0).put("udid", "").put("status", "On");
    Reception reception = line.post("malformed", REPORTS, Json.bytes(batch));
    if (!(reception instanceof Reception.Refused(Answer answer) && answer.status() == 400)) {
      around.tally().fault(name, "what nobody can read " + reception.told() + ", not 400");
    }
  }

  @Override
  public void close() {
    line.close();
  }
}

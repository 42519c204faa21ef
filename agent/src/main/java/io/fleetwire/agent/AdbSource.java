package io.fleetwire.agent;

import io.fleetwire.agent.Report.Facts;
import io.fleetwire.agent.Report.Manner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Android devices, by the smart protocol of an adb server (AOSP, adb/SERVICES.TXT): a request is
/// its length in four hexadecimal digits and a text, an answer begins with `OKAY` or `FAIL`, and
/// `host:track-devices-l` answers with the whole list, again whenever it changes; `host:devices-l`
/// answers with it once.
final class AdbSource implements Source {
  private static final int LENGTH_DIGITS = 4;

  /// `getprop` of a large phone has 60 KiB.
  private static final int PROPERTIES_MAX = 256 * 1024;

  /// A device that takes longer to say what it is will be called what the list calls it.
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /// After so long without a word it is asked: adb 29 does not tell by itself that a device has
  /// become unauthorized.
  private static final Duration QUIET = Duration.ofSeconds(3);

  private static final Duration NOW = Duration.ofMillis(1);

  private final DaemonAddress address;

  /// What devices said of themselves, for as long as they stay.
  private final Map<String, Facts> facts = new HashMap<>();

  AdbSource(DaemonAddress address) {
    this.address = address;
  }

  @Override
  public String daemon() {
    return "the adb server";
  }

  @Override
  public String platform() {
    return Facts.ANDROID.platform();
  }

  @Override
  public DaemonAddress address() {
    return address;
  }

  @Override
  public String advice() {
    return "start it with 'adb start-server' (Debian's package adb), or set agent.adb to nothing"
        + " where there are no Android devices";
  }

  @Override
  public void listen(Wire wire, Roster roster) throws IOException {
    request(wire, "host:track-devices-l");
    while (true) {
      if (wire.isHeardWithin(QUIET)) {
        take(text(wire), roster);
      } else {
        Optional<String> list = list();
        // What the daemon has sent by itself meanwhile may be older, and comes first.
        if (list.isPresent() && !wire.isHeardWithin(NOW)) {
          take(list.get(), roster);
        }
      }
    }
  }

  /// Empty when it does not say: should the daemon be gone, the connection that listens tells.
  private Optional<String> list() {
    try (Wire wire = Wire.open(address)) {
      wire.hangUpAfter(PATIENCE);
      request(wire, "host:devices-l");
      return Optional.of(text(wire));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static String text(Wire wire) throws IOException {
    return new String(wire.read(length(wire)), StandardCharsets.UTF_8);
  }

  private void take(String list, Roster roster) {
    List<AdbDevice> devices = AdbDevice.parse(list);
    Set<String> present =
        devices.stream().map(AdbDevice::serial).collect(Collectors.toUnmodifiableSet());
    facts.keySet().retainAll(present);
    List<Report> seen = new ArrayList<>();
    for (AdbDevice device : devices) {
      device.manner().ifPresent(manner -> seen.add(report(device, manner)));
    }
    roster.tell(
        daemon(),
        (census, now) -> {
          present.forEach(census::confirm);
          List<Report> news = new ArrayList<>(census.missOthers(present));
          seen.forEach(report -> news.addAll(census.see(report, now)));
          return news;
        });
  }

  /// A device is asked once what it is, when it can answer.
  private Report report(AdbDevice device, Manner manner) {
    if (manner == Manner.ONLINE) {
      facts.computeIfAbsent(device.serial(), _ -> asked(device));
    }
    Facts known = facts.getOrDefault(device.serial(), device.facts());
    return new Report(device.serial(), manner, device.message(), known);
  }

  private Facts asked(AdbDevice device) {
    return properties(device)
        .map(text -> AdbProperties.over(device.facts(), text))
        .orElse(device.facts());
  }

  private Optional<String> properties(AdbDevice device) {
    try (Wire wire = Wire.open(address)) {
      wire.hangUpAfter(PATIENCE);
      request(wire, "host:transport:" + device.serial());
      request(wire, "shell:getprop");
      return Optional.of(new String(wire.readAll(PROPERTIES_MAX), StandardCharsets.UTF_8));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static void request(Wire wire, String service) throws IOException {
    byte[] text = service.getBytes(StandardCharsets.UTF_8);
    wire.write(("%04x".formatted(text.length) + service).getBytes(StandardCharsets.UTF_8));
    String status = new String(wire.read(LENGTH_DIGITS), StandardCharsets.US_ASCII);
    switch (status) {
      case "OKAY" -> {}
      case "FAIL" -> {
        String reason = new String(wire.read(length(wire)), StandardCharsets.UTF_8);
        throw new IOException("it refuses " + service + ": " + reason);
      }
      default -> throw new IOException("it is no adb server: it answers '" + status + "'");
    }
  }

  private static int length(Wire wire) throws IOException {
    String digits = new String(wire.read(LENGTH_DIGITS), StandardCharsets.US_ASCII);
    if (!digits.matches("[0-9a-fA-F]{4}")) {
      throw new IOException("it is no adb server: it sends '" + digits + "' as a length");
    }
    return Integer.parseInt(digits, 16);
  }
}

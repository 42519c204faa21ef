package io.fleetwire.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fleetwire.agent.Report.Facts;
import io.fleetwire.agent.Report.Manner;
import java.io.IOException;

/// What a device that is plugged in, or its daemon, says of it: left out, or a report that the
/// server takes and the journal keeps.
public final class AgentFuzz {
  private AgentFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, UTF_8);
    for (AdbDevice device : AdbDevice.parse(text)) {
      Facts facts = AdbProperties.over(device.facts(), text);
      look(
          new Report(
              device.serial(), device.manner().orElse(Manner.OFFLINE), device.message(), facts));
    }
    try {
      look(new Report("udid", Manner.ONLINE, "", Lockdown.facts(UsbmuxdMessage.dictionary(input))));
    } catch (IOException _) {
      // It is no message.
    }
  }

  private static void look(Report report) {
    if (!(JournalLine.read(JournalLine.of(report)) instanceof JournalLine.State(Report again))
        || !again.equals(report)) {
      throw new IllegalStateException("is another report when it is read again: " + report);
    }
    if (report.facts().name().chars().anyMatch(Character::isISOControl)) {
      throw new IllegalStateException("the server takes no such name");
    }
  }
}

package io.fleetwire.agent;

import io.fleetwire.agent.Report.Facts;
import io.fleetwire.plist.Plist;
import io.fleetwire.plist.PlistValue.Dictionary;
import io.fleetwire.plist.PlistValue.Whole;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/// What an iOS device says of itself to anybody who is connected to it: the values of its lockdown
/// service, which is asked through usbmuxd. Nothing of it needs the device's trust.
final class Lockdown {
  /// The service's port, 62078, as usbmuxd wants it: in network byte order.
  private static final int PORT = 0x7ef2;

  /// All values together have 4 KiB.
  private static final int ANSWER_BYTES_MAX = 256 * 1024;

  /// A device that takes longer to say what it is will be called by its UDID.
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private Lockdown() {}

  /// Empty when the device does not say.
  static Optional<Facts> ask(DaemonAddress usbmuxd, long device) {
    try (Wire wire = Wire.open(usbmuxd)) {
      wire.hangUpAfter(PATIENCE);
      UsbmuxdMessage.write(
          wire,
          UsbmuxdMessage.request("Connect")
              .with("DeviceID", Whole.of(device))
              .with("PortNumber", Whole.of(PORT)));
      UsbmuxdMessage.check(UsbmuxdMessage.read(wire));
      // From here on it is the device that answers.
      byte[] question =
          Plist.xml(Dictionary.EMPTY.with("Label", "fleetwire").with("Request", "GetValue"));
      wire.write(
          ByteBuffer.allocate(Integer.BYTES + question.length)
              .putInt(question.length)
              .put(question)
              .array());
      int length = ByteBuffer.wrap(wire.read(Integer.BYTES)).getInt();
      if (length <= 0 || length > ANSWER_BYTES_MAX) {
        return Optional.empty();
      }
      return UsbmuxdMessage.dictionary(wire.read(length)).dictionary("Value").map(Lockdown::facts);
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  static Facts facts(Dictionary values) {
    String model = values.text("ProductType").orElse("");
    return new Facts(
        Facts.IOS.platform(),
        values.text("DeviceName").orElse(model),
        model,
        "Apple",
        values.text("ProductVersion").orElse(""));
  }
}

package io.fleetwire.agent;

import io.fleetwire.agent.Report.Facts;
import io.fleetwire.agent.Report.Manner;
import io.fleetwire.plist.PlistValue.Dictionary;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// iOS devices, by usbmuxd's protocol ({@link UsbmuxdMessage}): to `Listen`, it answers with a
/// `Result`, then with `Attached` for each device that is there, and from then on with what
/// changes.
///
/// Whether a device trusts this machine is not asked: attached is online here.
final class UsbmuxdSource implements Source {
  private final DaemonAddress address;

  /// Which UDID each of the daemon's own numbers stands for, on this connection.
  private final Map<Long, String> udids = new HashMap<>();

  UsbmuxdSource(DaemonAddress address) {
    this.address = address;
  }

  @Override
  public String daemon() {
    return "usbmuxd";
  }

  @Override
  public String platform() {
    return Facts.IOS.platform();
  }

  @Override
  public DaemonAddress address() {
    return address;
  }

  @Override
  public String advice() {
    return "start it (Debian's package usbmuxd), or set agent.usbmuxd to nothing where there are"
        + " no iOS devices";
  }

  @Override
  public void listen(Wire wire, Roster roster) throws IOException {
    udids.clear();
    UsbmuxdMessage.write(wire, UsbmuxdMessage.request("Listen"));
    while (true) {
      Dictionary message = UsbmuxdMessage.read(wire);
      switch (message.text("MessageType").orElse("")) {
        case "Result" -> UsbmuxdMessage.check(message);
        case "Attached" -> attach(message, roster);
        case "Detached" -> detach(message, roster);
        default -> {} // "Paired", and what newer ones may say
      }
    }
  }

  private void attach(Dictionary message, Roster roster) {
    Dictionary properties = message.dictionary("Properties").orElse(Dictionary.EMPTY);
    Optional<Long> number = UsbmuxdMessage.number(message, "DeviceID");
    Optional<String> serial = properties.text("SerialNumber").map(UsbmuxdSource::udid);
    // By Wi-Fi a device may be reached, but it hangs on nothing.
    boolean cable = properties.text("ConnectionType").orElse("USB").equals("USB");
    if (cable && number.isPresent() && serial.filter(UsbmuxdSource::isUdid).isPresent()) {
      udids.put(number.get(), serial.get());
      Facts facts = Lockdown.ask(address, number.get()).orElse(Facts.IOS);
      Report report = new Report(serial.get(), Manner.ONLINE, "", facts);
      roster.tell(daemon(), (census, now) -> census.see(report, now));
    }
  }

  private void detach(Dictionary message, Roster roster) {
    Optional<String> udid =
        UsbmuxdMessage.number(message, "DeviceID")
            .flatMap(number -> Optional.ofNullable(udids.remove(number)));
    if (udid.isPresent() && !udids.containsValue(udid.get())) {
      roster.tell(daemon(), (census, _) -> census.miss(udid.get()));
    }
  }

  /// Newer devices have 24 digits, which everybody but some daemons writes as 8 and 16.
  private static String udid(String serial) {
    return serial.matches("[0-9A-Fa-f]{24}")
        ? serial.substring(0, 8) + "-" + serial.substring(8)
        : serial;
  }

  private static boolean isUdid(String text) {
    return text.matches("[\\x21-\\x7e]{1,128}");
  }
}

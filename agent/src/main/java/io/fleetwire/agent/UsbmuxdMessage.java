package io.fleetwire.agent;

import io.fleetwire.plist.Plist;
import io.fleetwire.plist.PlistRead;
import io.fleetwire.plist.PlistValue;
import io.fleetwire.plist.PlistValue.Dictionary;
import io.fleetwire.plist.PlistValue.Whole;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// The form of usbmuxd's messages: a header of four little-endian numbers (length with the header,
/// version 1, type 8, tag), and a property list.
final class UsbmuxdMessage {
  private static final int HEADER_BYTES = 16;
  private static final int VERSION = 1;
  private static final int TYPE_PLIST = 8;

  /// A message about a device has one kilobyte.
  private static final int MESSAGE_BYTES_MAX = 64 * 1024;

  private UsbmuxdMessage() {}

  /// A request of this type, as far as all have the same.
  static Dictionary request(String type) {
    return Dictionary.EMPTY
        .with("MessageType", type)
        .with("ClientVersionString", "fleetwire")
        .with("ProgName", "fleetwire")
        .with("kLibUSBMuxVersion", Whole.of(3));
  }

  static void write(Wire wire, Dictionary body) throws IOException {
    byte[] xml = Plist.xml(body);
    wire.write(
        ByteBuffer.allocate(HEADER_BYTES + xml.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(HEADER_BYTES + xml.length)
            .putInt(VERSION)
            .putInt(TYPE_PLIST)
            .putInt(1)
            .put(xml)
            .array());
  }

  static Dictionary read(Wire wire) throws IOException {
    ByteBuffer header = ByteBuffer.wrap(wire.read(HEADER_BYTES)).order(ByteOrder.LITTLE_ENDIAN);
    int length = header.getInt();
    int version = header.getInt();
    int type = header.getInt();
    boolean ours =
        length >= HEADER_BYTES
            && length <= MESSAGE_BYTES_MAX
            && version == VERSION
            && type == TYPE_PLIST;
    if (!ours) {
      throw new IOException(
          "it is no usbmuxd: it sends a message of %d bytes, version %d, type %d"
              .formatted(length, version, type));
    }
    return dictionary(wire.read(length - HEADER_BYTES));
  }

  static Dictionary dictionary(byte[] plist) throws IOException {
    return switch (Plist.read(plist)) {
      case PlistRead.Good(Dictionary message) -> message;
      case PlistRead.Good _ -> throw new IOException("it sends no dictionary");
      case PlistRead.Refused(String reason) -> throw new IOException("its message " + reason);
    };
  }

  /// Fails when a `Result` is that something was refused.
  static void check(Dictionary result) throws IOException {
    long number = number(result, "Number").orElse(0L);
    if (number != 0) {
      throw new IOException("it refuses, with result " + number);
    }
  }

  static Optional<Long> number(Dictionary message, String key) {
    PlistValue value = message.find(key).orElse(PlistValue.Array.of());
    return value instanceof Whole(var number) ? Optional.of(number.longValue()) : Optional.empty();
  }
}

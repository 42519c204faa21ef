package io.fleetwire.knox;

import io.fleetwire.engine.Must;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// Packs the entries of a chunk into one value of one row, because ten thousand rows for an
/// operation cost more than its work. For each entry: the identifier, the result's number, the
/// device's id.
final class DeviceEntries {
  private static final int BYTES_PER_ENTRY = 32;
  private static final DeviceResult[] RESULTS = byNumber();

  private DeviceEntries() {}

  static byte[] pack(List<DeviceEntry> entries) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(BYTES_PER_ENTRY * entries.size());
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeShort(entries.size());
      for (DeviceEntry entry : entries) {
        out.writeUTF(entry.identifier());
        out.writeByte(entry.result().number());
        out.writeLong(entry.device());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static List<DeviceEntry> unpack(byte[] packed) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(packed))) {
      int size = in.readUnsignedShort();
      List<DeviceEntry> entries = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        entries.add(new DeviceEntry(in.readUTF(), RESULTS[in.readByte()], in.readLong()));
      }
      Must.hold(in.available() == 0, "a chunk ends after its last entry");
      return entries;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DeviceResult[] byNumber() {
    DeviceResult[] results = new DeviceResult[DeviceResult.values().length];
    for (DeviceResult result : DeviceResult.values()) {
      Must.hold(results[result.number()] == null, "a result's number is its own");
      results[result.number()] = result;
    }
    return results;
  }
}

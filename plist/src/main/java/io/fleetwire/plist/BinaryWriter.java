package io.fleetwire.plist;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Writes one binary list. Each value is an object of its own; nothing is shared. Confined to one
/// thread.
final class BinaryWriter {
  private static final byte[] MAGIC = "bplist00".getBytes(StandardCharsets.US_ASCII);

  /// A value, and where the numbers of what it holds begin and end.
  private record Node(PlistValue value, List<Integer> references) {}

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<Node> nodes = new ArrayList<>();

  byte[] write(PlistValue value) {
    number(value);
    int referenceBytes = width(nodes.size());
    out.writeBytes(MAGIC);
    List<Integer> offsets = new ArrayList<>();
    for (Node node : nodes) {
      offsets.add(out.size());
      node(node, referenceBytes);
    }
    int table = out.size();
    int offsetBytes = width(table);
    offsets.forEach(offset -> put(offset, offsetBytes));
    put(0, 6);
    put(offsetBytes, 1);
    put(referenceBytes, 1);
    put(nodes.size(), 8);
    put(0, 8);
    put(table, 8);
    return out.toByteArray();
  }

  /// Gives `value` its number, and then all that it holds.
  private int number(PlistValue value) {
    int number = nodes.size();
    List<Integer> references = new ArrayList<>();
    nodes.add(new Node(value, references));
    switch (value) {
      case PlistValue.Dictionary dictionary -> {
        dictionary.entries().keySet().forEach(k -> references.add(number(new PlistValue.Text(k))));
        dictionary.entries().values().forEach(inner -> references.add(number(inner)));
      }
      case PlistValue.Array array -> array.items().forEach(i -> references.add(number(i)));
      case PlistValue.Text _,
          PlistValue.Whole _,
          PlistValue.Real _,
          PlistValue.Flag _,
          PlistValue.Date _,
          PlistValue.Data _ -> {}
    }
    return number;
  }

  private void node(Node node, int referenceBytes) {
    switch (node.value()) {
      case PlistValue.Dictionary dictionary -> marker(0xd, dictionary.entries().size());
      case PlistValue.Array array -> marker(0xa, array.items().size());
      case PlistValue.Text(String text) -> text(text);
      case PlistValue.Whole(BigInteger whole) -> whole(whole);
      case PlistValue.Real(double real) -> eight(0x23, real);
      case PlistValue.Flag(boolean flag) -> out.write(flag ? 0x09 : 0x08);
      case PlistValue.Date(var moment) ->
          eight(0x33, Duration.between(BinaryReader.EPOCH, moment).toMillis() / 1_000.0);
      case PlistValue.Data data -> {
        marker(0x4, data.bytes().length);
        out.writeBytes(data.bytes());
      }
    }
    node.references().forEach(reference -> put(reference, referenceBytes));
  }

  private void text(String text) {
    boolean ascii = text.chars().allMatch(letter -> letter < 0x80);
    marker(ascii ? 0x5 : 0x6, text.length());
    out.writeBytes(text.getBytes(ascii ? StandardCharsets.US_ASCII : StandardCharsets.UTF_16BE));
  }

  private void whole(BigInteger whole) {
    if (whole.bitLength() > 63) {
      out.write(0x14);
      put(0, 8);
      put(whole.longValue(), 8);
    } else if (whole.signum() >= 0 && whole.bitLength() <= 32) {
      int width = width(whole.longValue());
      out.write(0x10 | Integer.numberOfTrailingZeros(width));
      put(whole.longValue(), width);
    } else {
      out.write(0x13);
      put(whole.longValue(), 8);
    }
  }

  private void eight(int marker, double number) {
    out.write(marker);
    out.writeBytes(ByteBuffer.allocate(8).putDouble(number).array());
  }

  private void marker(int kind, int count) {
    if (count < 0xf) {
      out.write((kind << 4) | count);
    } else {
      out.write((kind << 4) | 0xf);
      whole(BigInteger.valueOf(count));
    }
  }

  /// 1, 2 or 4 bytes.
  private static int width(long greatest) {
    return greatest <= 0xff ? 1 : greatest <= 0xffff ? 2 : 4;
  }

  private void put(long number, int width) {
    for (int i = width - 1; i >= 0; i--) {
      out.write((int) (number >>> (8 * i)));
    }
  }
}

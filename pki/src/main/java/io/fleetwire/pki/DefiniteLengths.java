package io.fleetwire.pki;

import java.io.ByteArrayOutputStream;

/// Gives a message of BER the lengths that its writer left open (X.690, section 8.1.3.6), so that
/// what is inside can be left unread until it is wanted. What has a length already stays as it is.
/// Confined to one message.
final class DefiniteLengths {
  /// CMS opens four levels; a fifth is somebody else's idea.
  private static final int DEPTH_MAX = 8;

  private static final int CONSTRUCTED = 0x20;
  private static final int MORE_OF_THE_TAG = 0x1f;
  private static final int OPEN = 0x80;

  private final byte[] bytes;
  private int at;

  private DefiniteLengths(byte[] bytes) {
    this.bytes = bytes;
  }

  /// `message`, which is one value and nothing behind it, with all the lengths that are open at its
  /// beginning.
  static byte[] of(byte[] message) throws PkiFault {
    DefiniteLengths reader = new DefiniteLengths(message);
    ByteArrayOutputStream out = new ByteArrayOutputStream(message.length);
    reader.value(out, DEPTH_MAX);
    if (reader.at != message.length) {
      throw broken();
    }
    return out.toByteArray();
  }

  private void value(ByteArrayOutputStream out, int depth) throws PkiFault {
    int start = at;
    int tag = next();
    // CMS has no tags above thirty.
    if ((tag & MORE_OF_THE_TAG) == MORE_OF_THE_TAG || depth == 0) {
      throw broken();
    }
    int length = next();
    if (length != OPEN) {
      skip(length < OPEN ? length : longLength(length - OPEN));
      out.write(bytes, start, at - start);
      return;
    }
    if ((tag & CONSTRUCTED) == 0) {
      throw broken();
    }
    ByteArrayOutputStream inside = new ByteArrayOutputStream(bytes.length - at);
    while (!isEnd()) {
      value(inside, depth - 1);
    }
    out.write(tag);
    writeLength(out, inside.size());
    out.writeBytes(inside.toByteArray());
  }

  private boolean isEnd() {
    boolean end = at + 2 <= bytes.length && bytes[at] == 0 && bytes[at + 1] == 0;
    at += end ? 2 : 0;
    return end;
  }

  private int next() throws PkiFault {
    if (at >= bytes.length) {
      throw broken();
    }
    return bytes[at++] & 0xff;
  }

  private int longLength(int octets) throws PkiFault {
    if (octets > Integer.BYTES) {
      throw broken();
    }
    int length = 0;
    for (int i = 0; i < octets; i++) {
      length = (length << Byte.SIZE) | next();
    }
    return length;
  }

  private void skip(int length) throws PkiFault {
    if (length < 0 || length > bytes.length - at) {
      throw broken();
    }
    at += length;
  }

  private static void writeLength(ByteArrayOutputStream out, int length) {
    if (length < OPEN) {
      out.write(length);
      return;
    }
    int octets = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / Byte.SIZE;
    out.write(OPEN | octets);
    for (int i = octets - 1; i >= 0; i--) {
      out.write(length >>> (i * Byte.SIZE));
    }
  }

  private static PkiFault broken() {
    return new PkiFault("the signature is none of CMS");
  }
}

package io.fleetwire.egress;

import java.io.IOException;
import java.io.OutputStream;

/// The bytes of a request, written in one pass into one array: checking and copying a character are
/// the same step. Confined until it is written.
final class RequestHead {
  private final byte[] bytes;
  private int size;

  /// `room` is an upper bound of what will be written.
  RequestHead(int room) {
    this.bytes = new byte[room];
  }

  /// Text of our own, which is ASCII.
  RequestHead text(String text) {
    copy(text, Character.MIN_VALUE);
    return this;
  }

  /// Text without a space in it; false when there is one, or a character outside ASCII.
  boolean visible(String text) {
    return copy(text, '!');
  }

  /// Text that may have spaces and tabs in it (RFC 9110 section 5.5, without its obsolete rest).
  boolean printable(String text) {
    return copy(text, ' ');
  }

  private boolean copy(String text, char lowest) {
    boolean clean = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      clean &= (c >= lowest && c <= '~') || (c == '\t' && lowest == ' ');
      bytes[size++] = (byte) c;
    }
    return clean;
  }

  void bytes(byte[] more) {
    System.arraycopy(more, 0, bytes, size, more.length);
    size += more.length;
  }

  void sendTo(OutputStream out) throws IOException {
    out.write(bytes, 0, size);
  }
}

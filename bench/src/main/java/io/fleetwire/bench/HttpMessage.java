package io.fleetwire.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

/// Finds the end of one HTTP/1.1 message in a buffer, and the three things that the harness wants
/// from it: the status, the length of the body, and the event's number. A message says its length
/// (RFC 9112 section 6.2); chunked ones are refused, because no peer of the harness sends them.
/// Used again for every message; confined to one thread.
final class HttpMessage {
  private static final byte[] CONTENT_LENGTH = "content-length".getBytes(US_ASCII);
  private static final byte[] TRANSFER_ENCODING = "transfer-encoding".getBytes(US_ASCII);
  private static final byte[] TRACE_ID = "x-trace-id".getBytes(US_ASCII);
  private static final byte[] KNOX_TRACE_ID = "x-wsm-traceid".getBytes(US_ASCII);

  private static final int STATUS_AT = "HTTP/1.1 ".length();
  private static final int STATUS_DIGITS = 3;

  private int status;
  private long number;
  private int bodyLength;
  private int end;

  /// Thrown when the peer does not speak as the harness expects.
  static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
      super(message);
    }
  }

  /// Reads the message that begins at `from`, and returns whether it is complete before `to`.
  boolean read(byte[] bytes, int from, int to) throws MalformedException {
    number = EventNumber.NONE;
    bodyLength = 0;
    status = 0;
    int line = from;
    while (true) {
      int feed = indexOfFeed(bytes, line, to);
      if (feed < 0) {
        return false;
      }
      int lineEnd = feed > line && bytes[feed - 1] == '\r' ? feed - 1 : feed;
      if (lineEnd == line && line > from) {
        end = feed + 1 + bodyLength;
        return end <= to;
      }
      if (line == from) {
        readStatus(bytes, line, lineEnd);
      } else {
        readHeader(bytes, line, lineEnd);
      }
      line = feed + 1;
    }
  }

  /// The status of an answer, 0 for a request.
  int status() {
    return status;
  }

  /// The event that it is about, or {@link EventNumber#NONE}.
  long number() {
    return number;
  }

  /// Where the message ends.
  int end() {
    return end;
  }

  private static int indexOfFeed(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private void readStatus(byte[] bytes, int from, int to) {
    int at = from + STATUS_AT;
    if (at + STATUS_DIGITS <= to && bytes[from] == 'H' && bytes[from + 4] == '/') {
      status = (int) Math.max(0, Digits.parse(bytes, at, at + STATUS_DIGITS));
    }
  }

  // The first letter decides for nearly all headers.
  private void readHeader(byte[] bytes, int from, int to) throws MalformedException {
    switch (bytes[from] | 0x20) {
      case 'c' -> {
        if (isNamed(bytes, from, to, CONTENT_LENGTH)) {
          long length = Digits.parse(bytes, valueAt(bytes, from, CONTENT_LENGTH), to);
          if (length < 0 || length > Integer.MAX_VALUE / 2) {
            throw new MalformedException("a length that is no number");
          }
          bodyLength = (int) length;
        }
      }
      case 't' -> {
        if (isNamed(bytes, from, to, TRANSFER_ENCODING)) {
          throw new MalformedException("a chunked message");
        }
      }
      case 'x' -> {
        if (isNamed(bytes, from, to, TRACE_ID)) {
          number = EventNumber.parse(bytes, valueAt(bytes, from, TRACE_ID), to);
        } else if (isNamed(bytes, from, to, KNOX_TRACE_ID)) {
          number = EventNumber.parse(bytes, valueAt(bytes, from, KNOX_TRACE_ID), to);
        }
      }
      default -> {}
    }
  }

  private static boolean isNamed(byte[] bytes, int from, int to, byte[] name) {
    if (to - from <= name.length || bytes[from + name.length] != ':') {
      return false;
    }
    for (int i = 0; i < name.length; i++) {
      int letter = bytes[from + i];
      int lower = letter >= 'A' && letter <= 'Z' ? letter | 0x20 : letter;
      if (lower != name[i]) {
        return false;
      }
    }
    return true;
  }

  private static int valueAt(byte[] bytes, int from, byte[] name) {
    int at = from + name.length + 1;
    while (bytes[at] == ' ') {
      at++;
    }
    return at;
  }
}

package io.fleetwire.egress;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// Reads answers from a connection, and never more of them than its limits say. Confined to the
/// thread that has the connection.
final class ResponseReader {
  /// Four times what servers themselves accept as a request's head by default.
  static final int HEAD_BYTES_MAX = 32 * 1024;

  /// A receiver may say `103 Early Hints` and the like, but not for ever.
  private static final int INFORMATIONAL_MAX = 8;

  /// Most heads are shorter, and idle connections keep this much.
  private static final int BUFFER_BYTES = 2 * 1024;

  /// A chunk's size and its extensions.
  private static final int CHUNK_LINE_BYTES_MAX = 1024;

  /// All extensions of a body together: as much as a head may have. Nobody sends any, but whoever
  /// puts a kilobyte of them before each byte would keep us reading for a thousand bodies.
  private static final int CHUNK_EXTENSION_BYTES_MAX = HEAD_BYTES_MAX;

  private static final int CHUNK_DIGITS_MAX = 15;

  private final InputStream in;
  private byte[] buffer = new byte[BUFFER_BYTES];
  private int position;
  private int limit;
  private int extensionBytes;

  ResponseReader(InputStream in) {
    this.in = in;
  }

  /// Blocks until there is something to read.
  void awaitFirstByte() throws IOException {
    if (position == limit) {
      fill();
    }
  }

  /// The head of the final answer; those of informational ones are skipped.
  ResponseHead head() throws IOException {
    for (int i = 0; i <= INFORMATIONAL_MAX; i++) {
      ResponseHead head = anyHead();
      if (head.status() == 101) {
        throw new NotHttpException("the receiver changed the protocol without being asked");
      }
      if (head.status() >= 200) {
        return head;
      }
    }
    throw new NotHttpException("more than " + INFORMATIONAL_MAX + " informational answers");
  }

  private ResponseHead anyHead() throws IOException {
    ResponseHeadParser parser = new ResponseHeadParser();
    int left = HEAD_BYTES_MAX;
    int end = line(left);
    parser.start(buffer, position, trimmed(end));
    while (true) {
      left -= end + 1 - position;
      position = end + 1;
      end = line(left);
      int to = trimmed(end);
      if (to == position) {
        position = end + 1;
        return parser.head();
      }
      parser.field(buffer, position, to);
    }
  }

  /// Where the line that starts at `position` ends, which is at its line feed.
  private int line(int bytesMax) throws IOException {
    int seen = 0;
    while (true) {
      for (; position + seen < limit; seen++) {
        if (buffer[position + seen] == '\n') {
          return position + seen;
        }
        if (seen >= bytesMax) {
          throw new NotHttpException("a head of more than " + HEAD_BYTES_MAX + " bytes");
        }
      }
      fill();
    }
  }

  /// The same without a carriage return before it.
  private int trimmed(int end) {
    return end > position && buffer[end - 1] == '\r' ? end - 1 : end;
  }

  /// Reads at least one more byte into the buffer, behind what is still unread.
  private void fill() throws IOException {
    if (position == limit) {
      position = 0;
      limit = 0;
    } else if (limit == buffer.length && position > 0) {
      System.arraycopy(buffer, position, buffer, 0, limit - position);
      limit -= position;
      position = 0;
    } else if (limit == buffer.length) {
      // bounded: no line is longer than a head
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int count = in.read(buffer, limit, buffer.length - limit);
    if (count < 0) {
      throw new EOFException("the receiver ended the connection");
    }
    limit += count;
  }

  /// Whether nothing is left that was not asked for; an idle connection then gives its memory back.
  boolean isDrained() {
    if (position != limit) {
      return false;
    }
    if (buffer.length > BUFFER_BYTES) {
      buffer = new byte[BUFFER_BYTES];
    }
    position = 0;
    limit = 0;
    return true;
  }

  /// The body, or as much of it as is wanted and comes.
  ResponseBody body(ResponseHead.Framing framing, int bytesMax) {
    ResponseBody body = new ResponseBody(bytesMax);
    try {
      switch (framing) {
        case ResponseHead.Length(long bytes) -> body.completeIf(copy(bytes, body));
        case ResponseHead.Chunked _ -> body.completeIf(chunks(body));
        case ResponseHead.UntilEnd _ -> body.completeIf(rest(body));
      }
    } catch (IOException _) {
      // the status was said, so this is an answer: it only lacks its end
    }
    return body;
  }

  /// Whether all of so many bytes were wanted and came.
  private boolean copy(long bytes, ResponseBody body) throws IOException {
    long left = bytes;
    while (left > 0 && body.room() > 0) {
      int wanted = (int) Math.min(left, body.room());
      if (position == limit && wanted >= buffer.length) {
        left -= body.read(in, wanted);
      } else {
        awaitFirstByte();
        int count = Math.min(wanted, limit - position);
        body.add(buffer, position, count);
        position += count;
        left -= count;
      }
    }
    return left == 0;
  }

  private boolean rest(ResponseBody body) throws IOException {
    try {
      return copy(Long.MAX_VALUE, body);
    } catch (EOFException _) {
      return true;
    }
  }

  /// RFC 9112 section 7.1.
  private boolean chunks(ResponseBody body) throws IOException {
    extensionBytes = 0;
    while (true) {
      long size = chunkSize();
      if (size == 0) {
        return skipTrailers();
      }
      if (!copy(size, body)) {
        return false;
      }
      int end = line(1);
      if (trimmed(end) != position) {
        throw new NotHttpException("a chunk is longer than it said");
      }
      position = end + 1;
    }
  }

  private long chunkSize() throws IOException {
    int end = line(CHUNK_LINE_BYTES_MAX);
    int to = trimmed(end);
    long size = 0;
    int i = position;
    for (; i < to && Character.digit(buffer[i], 16) >= 0; i++) {
      size = size << 4 | Character.digit(buffer[i], 16);
    }
    boolean ended = i == to || buffer[i] == ';' || buffer[i] == ' ' || buffer[i] == '\t';
    if (i == position || i - position > CHUNK_DIGITS_MAX || !ended) {
      throw new NotHttpException("a chunk has no size");
    }
    extensionBytes += to - i;
    if (extensionBytes > CHUNK_EXTENSION_BYTES_MAX) {
      throw new NotHttpException("the chunks have too many extensions");
    }
    position = end + 1;
    return size;
  }

  private boolean skipTrailers() throws IOException {
    int left = HEAD_BYTES_MAX;
    while (true) {
      int end = line(left);
      boolean last = trimmed(end) == position;
      left -= end + 1 - position;
      position = end + 1;
      if (last) {
        return true;
      }
    }
  }
}

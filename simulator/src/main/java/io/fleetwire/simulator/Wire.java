package io.fleetwire.simulator;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// HTTP/1.1 on one connection, one request at a time. Confined to one thread.
final class Wire implements AutoCloseable {
  /// Longer heads than any server of this protocol sends.
  private static final int HEAD_BYTES_MAX = 64 * 1024;

  /// An asset may have some megabytes.
  private static final int BODY_BYTES_MAX = 64 * 1024 * 1024;

  private static final int BUFFER_BYTES = 8 * 1024;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final Runnable closed;
  private boolean open = true;
  private boolean usable = true;
  private int headLeft = HEAD_BYTES_MAX;

  /// `closed` is run when this is closed, once.
  Wire(Socket socket, Runnable closed) throws IOException {
    this.socket = socket;
    this.closed = closed;
    this.in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
    this.out = socket.getOutputStream();
  }

  /// Whether another request may be sent.
  boolean isUsable() {
    return usable;
  }

  void send(Ask ask) throws IOException {
    usable = false;
    out.write(ask.bytes());
    out.flush();
  }

  Answer read() throws IOException {
    headLeft = HEAD_BYTES_MAX;
    String[] first = line().split(" ", 3);
    if (first.length < 2 || !first[0].startsWith("HTTP/1.") || !first[1].matches("[1-5]\\d\\d")) {
      throw new IOException("the server does not answer in HTTP/1.1");
    }
    int status = Integer.parseInt(first[1]);
    Map<String, String> fields = fields();
    if (status < 200) {
      return read();
    }
    byte[] body = body(status, fields);
    usable =
        !fields.getOrDefault("connection", "").equalsIgnoreCase("close")
            && !first[0].equals("HTTP/1.0")
            && (fields.containsKey("content-length") || isChunked(fields) || hasNoBody(status));
    return new Answer(status, fields, body);
  }

  private Map<String, String> fields() throws IOException {
    Map<String, String> fields = new HashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        fields.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
    }
    return fields;
  }

  private byte[] body(int status, Map<String, String> fields) throws IOException {
    if (hasNoBody(status)) {
      return new byte[0];
    }
    if (isChunked(fields)) {
      return chunks();
    }
    String length = fields.get("content-length");
    if (length == null) {
      byte[] rest = in.readNBytes(BODY_BYTES_MAX + 1);
      mustFit(rest.length);
      return rest;
    }
    long count = number(length, 10);
    mustFit(count);
    return exactly((int) count);
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (true) {
      long length = number(line().split(";", 2)[0].strip(), 16);
      mustFit(all.size() + length);
      if (length == 0) {
        fields();
        return all.toByteArray();
      }
      all.writeBytes(exactly((int) length));
      if (!line().isEmpty()) {
        throw new IOException("a chunk is longer than it says");
      }
    }
  }

  private byte[] exactly(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("the answer broke off");
    }
    return bytes;
  }

  private static boolean hasNoBody(int status) {
    return status == 204 || status == 304;
  }

  private static boolean isChunked(Map<String, String> fields) {
    return fields.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked");
  }

  private static void mustFit(long bytes) throws IOException {
    if (bytes > BODY_BYTES_MAX) {
      throw new IOException("the answer has more than " + BODY_BYTES_MAX + " bytes");
    }
  }

  private static long number(String text, int radix) throws IOException {
    try {
      long number = Long.parseLong(text, radix);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Told below.
    }
    throw new IOException("the length '" + text + "' is no number");
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the server hung up");
      }
      if (--headLeft < 0) {
        throw new IOException("the head of an answer is too long");
      }
      line.write(next);
    }
    String text = line.toString(StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  @Override
  public void close() {
    if (!open) {
      return;
    }
    open = false;
    usable = false;
    try {
      socket.close();
    } catch (IOException _) {
      // It is gone either way.
    }
    closed.run();
  }
}

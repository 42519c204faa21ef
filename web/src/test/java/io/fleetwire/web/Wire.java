package io.fleetwire.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// A client that sends exactly what it is told, however wrong, and reads one answer at a time.
final class Wire implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;
  private final InputStream in;

  private Wire(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
  }

  static Wire to(int port) {
    try {
      return new Wire(socket(port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The same over TLS, after the handshake.
  static Wire over(SSLContext tls, int port) {
    try {
      SSLSocket secure =
          (SSLSocket) tls.getSocketFactory().createSocket(socket(port), "localhost", port, true);
      secure.startHandshake();
      return new Wire(secure);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Socket socket(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    return socket;
  }

  /// What came back: the first line, the headers, the body.
  record Answer(String statusLine, List<String> headers, String body) {
    int status() {
      return Integer.parseInt(statusLine.split(" ")[1]);
    }

    Optional<String> header(String name) {
      String start = name.toLowerCase(Locale.ROOT) + ":";
      return headers.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
          .map(line -> line.substring(start.length()).strip())
          .findFirst();
    }
  }

  /// Sends text as it is.
  Wire send(String text) {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Sends lines, each ended as HTTP wants it, and the empty line after them.
  Wire head(String... lines) {
    return send(String.join("\r\n", lines) + "\r\n\r\n");
  }

  /// The answer to a request with a method that has a body in its answer.
  Answer read() {
    return read(true);
  }

  Answer read(boolean withBody) {
    try {
      String statusLine = line();
      List<String> headers = new ArrayList<>();
      for (String line = line(); !line.isEmpty(); line = line()) {
        headers.add(line);
      }
      Answer head = new Answer(statusLine, headers, "");
      int length = withBody ? head.header("Content-Length").map(Integer::parseInt).orElse(0) : 0;
      byte[] body = in.readNBytes(length);
      return new Answer(statusLine, headers, new String(body, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whatever comes until the server closes the connection.
  String readRest() {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    try {
      in.transferTo(rest);
    } catch (IOException _) {
      // A reset is an end, too.
    }
    return rest.toString(StandardCharsets.ISO_8859_1);
  }

  /// Whether the server has closed the connection, as soon as it has.
  boolean isAtEnd() {
    try {
      return in.read() < 0;
    } catch (SocketTimeoutException e) {
      throw new UncheckedIOException("the connection is still open", e);
    } catch (IOException _) {
      return true;
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new IOException("the connection ended after: " + line);
      }
      line.write(b);
    }
    String text = line.toString(StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.fleetwire.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A forward proxy that knows `CONNECT` alone (RFC 9110 section 9.3.6). Every name leads to this
/// machine. Thread-safe.
public final class FakeProxy implements AutoCloseable {
  private static final String TUNNEL = "HTTP/1.1 200 Connection established\r\n\r\n";
  private static final int HEAD_BYTES_MAX = 8 << 10;

  private final ServerSocket listener;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile String answer = TUNNEL;
  private volatile String required = "";
  private volatile String banned = "nobody";

  private FakeProxy(ServerSocket listener) {
    this.listener = listener;
  }

  public static FakeProxy start() {
    try {
      FakeProxy proxy = new FakeProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
      Thread.ofVirtual().name("proxy").start(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return listener.getLocalPort();
  }

  /// To whom it was asked to connect, as `HOST:PORT`, in the order of the requests.
  public List<String> asked() {
    return List.copyOf(asked);
  }

  /// Wants this header, or else asks for credentials.
  public void require(String header) {
    required = header;
  }

  /// Lets nobody through to this host.
  public void refuse(String host) {
    banned = host;
  }

  /// Says this from now on instead of making a tunnel; nothing at all when it is empty.
  public void say(String words) {
    answer = words;
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Thread.ofVirtual().name("proxy-client").start(() -> serve(client));
      } catch (IOException _) {
        // It was closed.
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      InputStream in = new BufferedInputStream(client.getInputStream());
      String head = head(in);
      String receiver = head.split(" ")[1];
      asked.add(receiver);
      if (!head.contains(required)) {
        say(client, "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
      } else if (receiver.startsWith(banned + ":")) {
        say(client, "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
      } else if (answer.equals(TUNNEL)) {
        carry(client, in, Integer.parseInt(receiver.substring(receiver.lastIndexOf(':') + 1)));
      } else {
        say(client, answer);
        in.transferTo(OutputStream.nullOutputStream());
      }
    } catch (IOException _) {
      // One of both has ended the connection.
    }
  }

  private static void carry(Socket client, InputStream fromClient, int port) throws IOException {
    try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
      say(client, TUNNEL);
      Thread.ofVirtual().name("proxy-back").start(() -> carryBack(server, client));
      fromClient.transferTo(server.getOutputStream());
    }
  }

  private static void carryBack(Socket server, Socket client) {
    try (server;
        client) {
      server.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException _) {
      // One of both has ended the connection.
    }
  }

  private static void say(Socket client, String words) throws IOException {
    client.getOutputStream().write(words.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0 && head.length() < HEAD_BYTES_MAX) {
      int read = in.read();
      if (read < 0) {
        throw new IOException("no request");
      }
      head.append((char) read);
    }
    return head.toString();
  }
}

package io.fleetwire.testkit;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The other end of a real adb server: a phone that is reached by TCP (`host:connect:...`) and
/// speaks adb's transport protocol (AOSP, adb/protocol.txt) as far as saying who it is. Or one that
/// has not allowed this host, and answers with nothing but its token. Thread-safe.
public final class FakeAdbDevice implements AutoCloseable {
  private static final int CNXN = 0x4e584e43;
  private static final int AUTH = 0x48545541;
  private static final int OPEN = 0x4e45504f;
  private static final int OKAY = 0x59414b4f;
  private static final int WRTE = 0x45545257;
  private static final int CLSE = 0x45534c43;
  private static final int VERSION = 0x01000001;
  private static final int PAYLOAD_MAX = 256 * 1024;
  private static final int HEADER_BYTES = 24;
  private static final int SIGNATURE = 2;

  /// Twenty bytes that adb is to sign.
  private static final Message TOKEN = new Message(AUTH, 1, 0, "fleetwire-fake-phone");

  private static final String BANNER =
      "device::ro.product.name=lab;ro.product.model=Pixel 7;ro.product.device=panther;"
          + "features=cmd,shell_v2";

  private static final String PROPERTIES =
      """
      [ro.build.version.release]: [15]
      [ro.product.manufacturer]: [Google]
      [ro.product.model]: [Pixel 7]
      """;

  private final ServerSocket listener;
  private final boolean allowed;
  private final List<Socket> open = new ArrayList<>();

  private FakeAdbDevice(ServerSocket listener, boolean allowed) {
    this.listener = listener;
    this.allowed = allowed;
  }

  /// `allowed`: whether it trusts whoever calls.
  public static FakeAdbDevice start(boolean allowed) {
    try {
      FakeAdbDevice device =
          new FakeAdbDevice(new ServerSocket(0, 8, InetAddress.getLoopbackAddress()), allowed);
      Thread.ofVirtual().name("fake-phone").start(device::accept);
      return device;
    } catch (IOException e) {
      throw new UncheckedIOException("no port for a phone", e);
    }
  }

  /// What adb calls it.
  public String serial() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket server = listener.accept();
        synchronized (this) {
          open.add(server);
        }
        Thread.ofVirtual().name("fake-phone-adb").start(() -> serve(server));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void serve(Socket server) {
    try {
      DataInputStream in = new DataInputStream(server.getInputStream());
      while (true) {
        byte[] bytes = new byte[HEADER_BYTES];
        in.readFully(bytes);
        ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int command = header.getInt();
        int first = header.getInt();
        header.getInt();
        byte[] payload = new byte[header.getInt()];
        in.readFully(payload);
        switch (command) {
          case CNXN -> greet(server);
          case AUTH -> {
            // Not what follows the last signature, which is a key for people to look at.
            if (first == SIGNATURE) {
              send(server, TOKEN);
            }
          }
          case OPEN -> {
            send(server, new Message(OKAY, 1, first, ""));
            send(server, new Message(WRTE, 1, first, PROPERTIES));
          }
          case OKAY -> send(server, new Message(CLSE, 1, first, ""));
          default -> {}
        }
      }
    } catch (IOException _) {
      // adb has hung up
    }
  }

  private void greet(Socket server) throws IOException {
    send(server, allowed ? new Message(CNXN, VERSION, PAYLOAD_MAX, BANNER) : TOKEN);
  }

  private record Message(int command, int first, int second, String payload) {}

  private static void send(Socket server, Message message) throws IOException {
    byte[] payload = message.payload().getBytes(StandardCharsets.US_ASCII);
    int sum = 0;
    for (byte octet : payload) {
      sum += octet;
    }
    server
        .getOutputStream()
        .write(
            ByteBuffer.allocate(HEADER_BYTES + payload.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(message.command())
                .putInt(message.first())
                .putInt(message.second())
                .putInt(payload.length)
                .putInt(sum)
                .putInt(~message.command())
                .put(payload)
                .array());
  }

  @Override
  public synchronized void close() {
    try {
      listener.close();
      for (Socket server : open) {
        server.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a fake phone does not end", e);
    }
  }
}

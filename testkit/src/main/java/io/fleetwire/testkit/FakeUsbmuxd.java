package io.fleetwire.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An usbmuxd without phones, on a UNIX socket: it answers `Listen` with who is attached and what
/// changes, and lets each device's lockdown service say its name. Thread-safe.
public final class FakeUsbmuxd implements AutoCloseable {
  private static final int HEADER_BYTES = 16;

  private final Path path;
  private final ServerSocketChannel listener;
  private final Map<Integer, String> devices = new LinkedHashMap<>();
  private final List<SocketChannel> listeners = new ArrayList<>();
  private final List<SocketChannel> open = new ArrayList<>();

  private FakeUsbmuxd(Path path, ServerSocketChannel listener) {
    this.path = path;
    this.listener = listener;
  }

  /// Listens at `path`, which is not there yet.
  public static FakeUsbmuxd start(Path path) {
    try {
      ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      channel.bind(UnixDomainSocketAddress.of(path));
      FakeUsbmuxd fake = new FakeUsbmuxd(path, channel);
      Thread.ofVirtual().name("fake-usbmuxd").start(fake::accept);
      return fake;
    } catch (IOException e) {
      throw new UncheckedIOException("no socket for an usbmuxd", e);
    }
  }

  public synchronized void attach(int number, String serial) {
    devices.put(number, serial);
    tellAll(attached(number, serial));
  }

  public synchronized void detach(int number) {
    devices.remove(number);
    tellAll(
        "<key>MessageType</key><string>Detached</string><key>DeviceID</key><integer>"
            + number
            + "</integer>");
  }

  private void accept() {
    while (listener.isOpen()) {
      try {
        SocketChannel client = listener.accept();
        synchronized (this) {
          open.add(client);
        }
        Thread.ofVirtual().name("fake-usbmuxd-client").start(() -> serve(client));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void serve(SocketChannel client) {
    try {
      while (true) {
        ByteBuffer header = read(client, HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        String request = text(read(client, header.getInt() - HEADER_BYTES));
        if (request.contains("<string>Listen</string>")) {
          listen(client);
        } else if (request.contains("<string>Connect</string>")) {
          write(client, result(0));
          lockdown(client);
        } else {
          write(client, result(1));
        }
      }
    } catch (IOException _) {
      // the client has gone
    }
  }

  private synchronized void listen(SocketChannel client) throws IOException {
    write(client, result(0));
    for (Map.Entry<Integer, String> device : devices.entrySet()) {
      write(client, attached(device.getKey(), device.getValue()));
    }
    listeners.add(client);
  }

  private static void lockdown(SocketChannel client) throws IOException {
    read(client, read(client, Integer.BYTES).getInt());
    byte[] answer =
        plist(
            "<key>Request</key><string>GetValue</string><key>Value</key><dict>"
                + "<key>DeviceName</key><string>Lab iPhone</string>"
                + "<key>ProductType</key><string>iPhone14,2</string>"
                + "<key>ProductVersion</key><string>18.1</string></dict>");
    send(
        client,
        ByteBuffer.allocate(Integer.BYTES + answer.length).putInt(answer.length).put(answer));
  }

  private void tellAll(String body) {
    for (SocketChannel client : List.copyOf(listeners)) {
      try {
        write(client, body);
      } catch (IOException _) {
        listeners.remove(client);
      }
    }
  }

  private static String attached(int number, String serial) {
    return """
    <key>MessageType</key><string>Attached</string><key>DeviceID</key><integer>%d</integer>
    <key>Properties</key><dict><key>ConnectionType</key><string>USB</string>
    <key>DeviceID</key><integer>%d</integer><key>LocationID</key><integer>1</integer>
    <key>ProductID</key><integer>4776</integer><key>SerialNumber</key><string>%s</string></dict>
    """
        .formatted(number, number, serial);
  }

  private static String result(int number) {
    return "<key>MessageType</key><string>Result</string><key>Number</key><integer>"
        + number
        + "</integer>";
  }

  private static byte[] plist(String members) {
    return ("<?xml version=\"1.0\" encoding=\"UTF-8\"?><plist version=\"1.0\"><dict>"
            + members
            + "</dict></plist>")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void write(SocketChannel client, String members) throws IOException {
    byte[] body = plist(members);
    send(
        client,
        ByteBuffer.allocate(HEADER_BYTES + body.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(HEADER_BYTES + body.length)
            .putInt(1)
            .putInt(8)
            .putInt(0)
            .put(body));
  }

  private static void send(SocketChannel client, ByteBuffer bytes) throws IOException {
    bytes.flip();
    while (bytes.hasRemaining()) {
      client.write(bytes);
    }
  }

  private static ByteBuffer read(SocketChannel client, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    while (bytes.hasRemaining()) {
      if (client.read(bytes) < 0) {
        throw new IOException("it hung up");
      }
    }
    return bytes.flip();
  }

  private static String text(ByteBuffer bytes) {
    return StandardCharsets.UTF_8.decode(bytes).toString();
  }

  @Override
  public synchronized void close() {
    try {
      listener.close();
      for (SocketChannel client : open) {
        client.close();
      }
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("a fake usbmuxd does not end", e);
    }
  }
}

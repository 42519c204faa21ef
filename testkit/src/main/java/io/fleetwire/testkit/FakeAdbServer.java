package io.fleetwire.testkit;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/// An adb server without adb: it answers `host:track-devices-l` with its list, again whenever that
/// changes, and `shell:getprop` of a device, on a port of the loopback interface. Thread-safe.
///
/// It can die and come back on the same port, as adb does when it is updated.
public final class FakeAdbServer implements AutoCloseable {
  private final Map<String, String> states = new LinkedHashMap<>();
  private final List<Socket> trackers = new ArrayList<>();
  private final List<Socket> open = new ArrayList<>();
  private CompletableFuture<Void> accepting = CompletableFuture.completedFuture(null);
  private ServerSocket listener;

  private FakeAdbServer() {
    this.listener = listen(FixedPort.choose());
  }

  public static FakeAdbServer start() {
    return new FakeAdbServer();
  }

  public synchronized int port() {
    return listener.getLocalPort();
  }

  /// A device is like that, in adb's words: `device`, `offline`, `unauthorized`.
  public synchronized void attach(String serial, String state) {
    states.put(serial, state);
    tellAll();
  }

  public synchronized void detach(String serial) {
    states.remove(serial);
    tellAll();
  }

  /// Changes many devices at once: one list is sent.
  public synchronized void attachAll(Map<String, String> all) {
    states.putAll(all);
    tellAll();
  }

  /// The process ends, with all connections.
  public void die() {
    // Who still waits for a connection may have the port for a moment longer.
    end().join();
  }

  private synchronized CompletableFuture<Void> end() {
    close();
    trackers.clear();
    open.clear();
    return accepting;
  }

  /// Another one begins on the same port.
  public synchronized void comeBack() {
    listener = listen(port());
  }

  private ServerSocket listen(int port) {
    try {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      accepting =
          CompletableFuture.runAsync(
              () -> accept(socket), task -> Thread.ofVirtual().name("fake-adb").start(task));
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException("no adb server at port " + port, e);
    }
  }

  private void accept(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        synchronized (this) {
          open.add(client);
        }
        Thread.ofVirtual().name("fake-adb-client").start(() -> serve(client));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try {
      DataInputStream in = new DataInputStream(client.getInputStream());
      String serial = "";
      while (true) {
        String request = read(in);
        if (request.equals("host:track-devices-l")) {
          track(client);
        } else if (request.equals("host:devices-l")) {
          listOnce(client);
        } else if (request.startsWith("host:transport:")) {
          serial = request.substring("host:transport:".length());
          write(client, "OKAY");
        } else if (request.equals("shell:getprop")) {
          write(client, "OKAY" + properties(serial));
          client.close();
        } else {
          String reason = "unknown host service";
          write(client, "FAIL%04x%s".formatted(reason.length(), reason));
        }
      }
    } catch (IOException _) {
      // the client has gone
    }
  }

  private synchronized void listOnce(Socket client) throws IOException {
    write(client, "OKAY" + list());
    client.close();
  }

  private synchronized void track(Socket client) throws IOException {
    write(client, "OKAY");
    write(client, list());
    trackers.add(client);
  }

  private void tellAll() {
    String list = list();
    for (Socket client : List.copyOf(trackers)) {
      try {
        write(client, list);
      } catch (IOException _) {
        trackers.remove(client);
      }
    }
  }

  private String list() {
    String lines =
        states.entrySet().stream()
            .map(
                device ->
                    "%-22s %s usb:1-1 product:p model:SM_N950F device:d transport_id:1\n"
                        .formatted(device.getKey(), device.getValue()))
            .collect(Collectors.joining());
    return "%04x%s".formatted(lines.length(), lines);
  }

  private static String properties(String serial) {
    return """
    [ro.build.version.release]: [9]
    [ro.product.manufacturer]: [samsung]
    [ro.product.marketname]: [Galaxy Note 8]
    [ro.product.model]: [SM-N950F]
    [ro.serialno]: [%s]
    """
        .formatted(serial);
  }

  private static String read(DataInputStream in) throws IOException {
    byte[] digits = new byte[4];
    in.readFully(digits);
    byte[] request = new byte[Integer.parseInt(new String(digits, StandardCharsets.US_ASCII), 16)];
    in.readFully(request);
    return new String(request, StandardCharsets.UTF_8);
  }

  private static void write(Socket client, String text) throws IOException {
    OutputStream out = client.getOutputStream();
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public synchronized void close() {
    try {
      listener.close();
      for (Socket client : open) {
        client.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a fake adb server does not end", e);
    }
  }
}

package io.fleetwire.egress;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Asks a proxy to connect us with a receiver (RFC 9110 section 9.3.6). What goes over the socket
/// afterwards is between us and the receiver. Stateless.
final class Tunnel {
  private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

  private Tunnel() {}

  /// Returns when the receiver is at the other end of `socket`, which is connected with `proxy`.
  static void open(Socket socket, ForwardProxy proxy, Destination destination) throws IOException {
    String receiver = authority(destination);
    String request =
        "CONNECT %s HTTP/1.1\r\nHost: %s\r\n%s\r\n"
            .formatted(receiver, receiver, authorization(proxy));
    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    ResponseReader reader = new ResponseReader(socket.getInputStream());
    int status = reader.head().status();
    if (status == PROXY_AUTHENTICATION_REQUIRED) {
      throw new IOException("wants to know who asks (407); see egress.proxy-credentials");
    }
    if (status >= 500) {
      throw new IOException("cannot reach " + receiver + " (" + status + ")");
    }
    if (status >= 300) {
      throw new IOException("does not let us through to " + receiver + " (" + status + ")");
    }
    if (!reader.isDrained()) {
      throw new IOException("spoke where the receiver should have been silent");
    }
  }

  private static String authority(Destination destination) {
    String host = destination.host();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + destination.port();
  }

  private static String authorization(ForwardProxy proxy) {
    return proxy
        .authorization()
        .map(it -> ForwardProxy.AUTHORIZATION + ": " + it + "\r\n")
        .orElse("");
  }
}

package io.fleetwire.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Every manner, as a caller sees it.
final class ReceiverTest {
  private final Ledger ledger = new Ledger(System.nanoTime());

  @Test
  void aPortThatIsUnavailableSaysSoAndCountsNothing() throws IOException {
    try (Receiver receiver = Receiver.start(ledger, 2)) {
      receiver.behave(Manner.UNAVAILABLE, Set.of(1));
      assertThat(answer(receiver, 1)).startsWith("HTTP/1.1 503");
      assertThat(answer(receiver, 0)).startsWith("HTTP/1.1 204");
      assertThat(receiver.requests()).isEqualTo(1);
    }
  }

  @Test
  void aPortThatHangsSaysNothing() throws IOException {
    try (Receiver receiver = Receiver.start(ledger, 1)) {
      receiver.behave(Manner.HANGS, Set.of(0));
      assertThatThrownBy(() -> answer(receiver, 0)).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void aPortThatDripsBeginsAndDoesNotEnd() throws IOException {
    try (Receiver receiver = Receiver.start(ledger, 1)) {
      receiver.behave(Manner.DRIPS, Set.of(0));
      try (Socket socket = ask(receiver, 0)) {
        byte[] head = socket.getInputStream().readNBytes(44);
        assertThat(new String(head, US_ASCII)).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n..");
      }
    }
  }

  @Test
  void aPortThatResetsDoesSo() throws IOException {
    try (Receiver receiver = Receiver.start(ledger, 1)) {
      receiver.behave(Manner.RESETS, Set.of(0));
      assertThatThrownBy(() -> answer(receiver, 0)).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void aPortThatRefusesCanListenAgain() throws IOException {
    try (Receiver receiver = Receiver.start(ledger, 1)) {
      int port = receiver.ports().getFirst();
      receiver.behave(Manner.REFUSES, Set.of(0));
      assertThatThrownBy(() -> answer(receiver, 0)).isInstanceOf(ConnectException.class);
      receiver.behave(Manner.WELL, Set.of(0));
      assertThat(receiver.ports()).containsExactly(port);
      assertThat(answer(receiver, 0)).startsWith("HTTP/1.1 204");
    }
  }

  private static String answer(Receiver receiver, int place) throws IOException {
    try (Socket socket = ask(receiver, place)) {
      byte[] bytes = new byte[100];
      int read = socket.getInputStream().read(bytes);
      return new String(bytes, 0, Math.max(0, read), US_ASCII);
    }
  }

  private static Socket ask(Receiver receiver, int place) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), receiver.ports().get(place));
    socket.setSoTimeout(1_000);
    socket
        .getOutputStream()
        .write("POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n".getBytes(US_ASCII));
    return socket;
  }
}

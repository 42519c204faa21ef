package io.fleetwire.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.web.WebSettings.Patience;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/// Slow callers lose their connection, and closing waits for those who are being answered.
final class PatienceTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(300);

  @Test
  void aSilentConnectionIsClosed() {
    try (House house = House.open(new Patience(SHORT, LONG, LONG, LONG, LONG));
        Wire wire = house.connect()) {
      assertThat(wire.isAtEnd()).isTrue();
    }
  }

  @Test
  void aHeadThatNeverEndsIsCutOff() {
    try (House house = House.open(new Patience(LONG, SHORT, LONG, LONG, LONG));
        Wire wire = house.connect()) {
      wire.send("GET /hello HTTP/1.1\r\nHost: a\r\nX-Slow: ");
      assertThat(wire.isAtEnd()).isTrue();
    }
  }

  @Test
  void aFirstLineThatDripsIsCutOff() {
    try (House house = House.open(new Patience(SHORT, LONG, LONG, LONG, LONG));
        Wire wire = house.connect()) {
      wire.send("GET /");
      CompletableFuture<Boolean> end = CompletableFuture.supplyAsync(wire::isAtEnd);
      drip(wire, end);
      assertThat(end.join()).isTrue();
    }
  }

  @Test
  void aBodyThatDripsIsToldThatItIsLate() {
    try (House house = House.open(new Patience(LONG, LONG, SHORT, LONG, LONG));
        Wire wire = house.connect()) {
      wire.head(
          "POST /echo HTTP/1.1",
          "Host: a",
          "Content-Type: application/json",
          "Content-Length: 100");
      CompletableFuture<Wire.Answer> answer = CompletableFuture.supplyAsync(wire::read);
      drip(wire, answer);
      assertThat(answer.join().status()).isEqualTo(408);
    }
  }

  private static void drip(Wire wire, CompletableFuture<?> until) {
    while (!until.isDone()) {
      try {
        wire.send(" ");
        until.get(100, TimeUnit.MILLISECONDS);
      } catch (TimeoutException _) {
        // the next drop
      } catch (Exception _) {
        // The server has hung up, with its answer on the way.
        return;
      }
    }
  }

  @Test
  void aBodyThatNeverComesIsCutOffAndLogged() throws InterruptedException {
    try (House house = House.open(new Patience(LONG, LONG, SHORT, LONG, LONG));
        Wire wire = house.connect()) {
      wire.head(
          "POST /echo HTTP/1.1",
          "Host: a",
          "Content-Type: application/json",
          "Content-Length: 100");
      assertThat(wire.isAtEnd()).isTrue();
      RequestLog.Entry entry = house.log.await(e -> e.route().equals("/echo"));
      assertThat(entry.reply().status()).isEqualTo(408);
    }
  }

  @Test
  void aReaderThatStopsIsCutOff() throws InterruptedException {
    try (House house = House.open(new Patience(LONG, LONG, LONG, SHORT, LONG));
        Wire wire = house.connect()) {
      wire.head("GET /big HTTP/1.1", "Host: a");
      house.log.await(entry -> entry.route().equals("/big"));
    }
  }

  @Test
  void closingWaitsForTheRequestUnderWay() throws Exception {
    House house = House.open(new Patience(LONG, LONG, LONG, LONG, LONG));
    try (Wire wire = house.connect();
        Wire idle = house.connect()) {
      idle.head("GET /hello HTTP/1.1", "Host: a");
      assertThat(idle.read().status()).isEqualTo(200);
      wire.head("GET /slow HTTP/1.1", "Host: a");
      assertThat(house.slowEntered.await(20, TimeUnit.SECONDS)).isTrue();
      CompletableFuture<Void> closing = CompletableFuture.runAsync(house::stop);
      assertThat(closing).isNotDone();
      house.slowMayEnd.countDown();
      assertThat(wire.read().body()).isEqualTo("done");
      closing.get(20, TimeUnit.SECONDS);
      assertThat(idle.isAtEnd()).isTrue();
    }
  }

  @Test
  void closingWaitsNoLongerThanTheDrainTime() throws Exception {
    House house = House.open(new Patience(LONG, LONG, LONG, LONG, SHORT));
    try (Wire wire = house.connect()) {
      wire.head("GET /slow HTTP/1.1", "Host: a");
      assertThat(house.slowEntered.await(20, TimeUnit.SECONDS)).isTrue();
      CompletableFuture.runAsync(house::stop).get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void anAddressThatIsTakenIsRefused() {
    try (House house = House.open()) {
      assertThatThrownBy(() -> House.open(house.port()))
          .isInstanceOf(CannotListenException.class)
          .hasMessageStartingWith("Cannot listen on 127.0.0.1:" + house.port());
    }
  }

  @Test
  void connectionsOverTheLimitWaitForTheirTurn() {
    try (House house = House.open(Patience.STANDARD, 1)) {
      Wire first = house.connect();
      assertThat(first.head("GET /hello HTTP/1.1", "Host: a").read().status()).isEqualTo(200);
      try (Wire second = house.connect()) {
        second.head("GET /items/2 HTTP/1.1", "Host: a");
        assertThat(first.head("GET /items/1 HTTP/1.1", "Host: a").read().body())
            .isEqualTo("item 1");
        first.close();
        assertThat(second.read().body()).isEqualTo("item 2");
      }
    }
  }
}

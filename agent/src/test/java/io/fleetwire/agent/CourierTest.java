package io.fleetwire.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.Secret;
import io.fleetwire.testkit.FakeAnswer;
import io.fleetwire.testkit.FakeReceiver;
import io.fleetwire.testkit.SettableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How often a server is asked that takes nothing, and what is said of it.
final class CourierTest implements AgentObserver {
  @TempDir private Path folder;
  private final FakeReceiver server = FakeReceiver.start();
  private final SettableClock clock = SettableClock.atNoon();
  private final List<String> troubles = new ArrayList<>();
  private Journal journal;
  private Courier courier;

  @BeforeEach
  void open() {
    journal = Journal.open(folder.resolve("journal"), 1_000, "one");
    AgentSettings settings =
        new AgentSettings(
            server.url(""),
            "agent@lab.example",
            new Secret("key"),
            "rack-1",
            List.of(),
            List.of(),
            folder,
            1_000);
    courier = new Courier(journal, new LabServer(settings), this, clock);
  }

  @AfterEach
  void close() {
    journal.close();
    server.close();
  }

  @Override
  public void well(String what) {
    troubles.add(what);
  }

  @Override
  public void trouble(String what) {
    troubles.add(what);
  }

  @Test
  void aServerThatTakesNothingIsAskedWhenItsPauseIsOverHoweverOftenWeLook() {
    server.answer(FakeAnswer.status(503));
    Instant again = courier.step();
    journal.add(List.of(CensusTest.online("a")), clock.instant());
    assertThat(courier.step()).isEqualTo(again);
    assertThat(server.received()).isEqualTo(1);
    clock.advance(Duration.between(clock.instant(), again));
    assertThat(courier.step()).isAfter(again);
    assertThat(server.received()).isEqualTo(2);
  }

  @Test
  void thatItWantsNothingForAWhileIsToldOnceHoweverLongItIs() {
    server.answer(
        FakeAnswer.text(429, "{\"message\":\"try again in 263 s\"}"),
        FakeAnswer.text(429, "{\"message\":\"try again in 262 s\"}"),
        FakeAnswer.text(200, "{\"hostId\":1,\"wasDown\":false}"));
    for (int i = 0; i < 3; i++) {
      Instant again = courier.step();
      clock.advance(Duration.between(clock.instant(), again));
    }
    assertThat(troubles)
        .containsExactly(
            server.url("")
                + " wants nothing from this address for a while, as after many wrong keys; what"
                + " changes meanwhile is kept and sent later",
            "the server takes reports again");
  }
}

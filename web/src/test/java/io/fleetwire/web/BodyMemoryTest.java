package io.fleetwire.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.web.WebSettings.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

final class BodyMemoryTest {
  private static final Authorization STRANGER = new Authorization.Open();
  private static final Authorization KNOWN = new Authorization.Token(Set.of(), false);

  private final BodyMemory memory = new BodyMemory(100 * 1024, Duration.ZERO);

  @Test
  void whatIsTakenComesBackWhenItIsAnswered() {
    try (BodyMemory.Share second = memory.share(STRANGER)) {
      try (BodyMemory.Share first = memory.share(STRANGER)) {
        first.take(60 * 1024);
        assertNoRoom(second, 60 * 1024);
        second.take(40 * 1024);
      }
      second.take(60 * 1024);
      assertNoRoom(second, 1);
    }
    try (BodyMemory.Share all = memory.share(STRANGER)) {
      all.take(100 * 1024);
    }
  }

  @Test
  void strangersTakeNothingFromThoseWhoAreKnown() {
    try (BodyMemory.Share stranger = memory.share(STRANGER);
        BodyMemory.Share known = memory.share(KNOWN)) {
      stranger.take(100 * 1024);
      known.take(100 * 1024);
      assertNoRoom(known, 1);
    }
  }

  /// Each of these could bring a chunk of many megabytes, which nobody sees before it is whole.
  @Test
  void soManyStrangersMayStopInTheMiddleOfAChunk() throws InterruptedException {
    int many = 64 * 1024 * 1024 / BodyMemory.CHUNKED_BYTES;
    List<Wire> wires = new ArrayList<>();
    BlockingQueue<Answered> answers = new LinkedBlockingQueue<>();
    try (House house = House.open(Patience.STANDARD)) {
      for (int i = 0; i < many + 3; i++) {
        Wire wire = halfSent(house);
        wires.add(wire);
        Thread.ofVirtual().start(() -> answers.add(new Answered(wire, wire.read())));
      }
      for (int i = 0; i < 3; i++) {
        Answered refused = answers.take();
        assertThat(refused.answer().status()).isEqualTo(503);
        assertThat(refused.answer().header("Retry-After")).contains("1");
        refused.wire().close();
        wires.remove(refused.wire());
      }
      wires.forEach(wire -> wire.send(" 2]\r\n0\r\n\r\n"));
      for (int i = 0; i < many; i++) {
        assertThat(answers.take().answer().body()).isEqualTo("[1,2]");
      }
    } finally {
      wires.forEach(Wire::close);
    }
  }

  private record Answered(Wire wire, Wire.Answer answer) {}

  private static Wire halfSent(House house) {
    return house
        .connect()
        .head(
            "POST /echo HTTP/1.1",
            "Host: a",
            "Content-Type: application/json",
            "Transfer-Encoding: chunked")
        .send("6\r\n[1,");
  }

  private static void assertNoRoom(BodyMemory.Share share, int bytes) {
    assertThatThrownBy(() -> share.take(bytes))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(503));
  }
}

package io.fleetwire.bin;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.Budgets;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Sender;
import io.fleetwire.engine.Sent;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BinDoorTest {
  private static final byte[] BODY = {'h', 'i'};

  @TempDir private Path folder;

  @Test
  void whatIsAddressedToABinIsHandedOver() {
    try (World world = World.open(folder)) {
      Bin bin = world.bin();
      Sent sent = send(world, bin.url(World.ORIGIN));
      assertThat(answered(sent).status()).isEqualTo(200);
      assertThat(world.wentOut).isEmpty();
      assertThat(world.desk().catches(bin)).hasSize(1);
    }
  }

  @Test
  void whatHasComeIsCountedByItsWorth() {
    try (World world = World.open(folder)) {
      send(world, world.bin().url(World.ORIGIN));
      assertThat(world.taken(Finding.Verdict.UNSIGNED)).isOne();
      assertThat(world.taken(Finding.Verdict.VALID)).isZero();
    }
  }

  @Test
  void byThePublicUrlAndWithAQueryToo() {
    URI publicUrl = URI.create("https://fleet.example/hooks/");
    try (World world = new World(folder, Optional.of(publicUrl))) {
      Bin bin = world.bin();
      send(world, "https://fleet.example/hooks/bin/" + bin.token() + "?x=1");
      assertThat(world.desk().catches(bin)).hasSize(1);
      assertThat(world.wentOut).isEmpty();
    }
  }

  /// A bin of a server on this machine has an address that policy forbids, and is not called by it.
  @Test
  void noPolicyAboutAddressesForbidsABin() {
    try (World world = World.open(folder)) {
      Bin bin = world.bin();
      Sender door = world.door();
      assertThat(door.forbids(URI.create(bin.url(World.ORIGIN)))).isEmpty();
      assertThat(door.forbids(URI.create(World.ORIGIN + "/portal"))).contains("is out there");
    }
  }

  /// Everything else meets the guard: a bin is no way to the rest of this server, or around it.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:8080/portal",
        "http://127.0.0.1:8080/bin/",
        "http://127.0.0.1:8080/bin/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "http://127.0.0.1:8080/bin/TOKEN/../../portal",
        "http://127.0.0.1:8080/bin/TOKEN/more",
        "http://127.0.0.1:8080/a/bin/TOKEN",
        "http://127.0.0.1:8081/bin/TOKEN",
        "http://169.254.169.254/bin/TOKEN",
        "https://127.0.0.1:8080/bin/TOKEN",
        "http://other.example/?/bin/TOKEN"
      })
  void nothingElseIs(String url) {
    try (World world = World.open(folder)) {
      Bin bin = world.bin();
      URI target = URI.create(url.replace("TOKEN", bin.token()));
      assertThat(send(world, target.toString()).outcome()).isInstanceOf(Outcome.Blocked.class);
      assertThat(world.wentOut).containsExactly(target);
      assertThat(world.desk().catches(bin)).isEmpty();
    }
  }

  @Test
  void aBinThatWasDeletedIsNoBin() {
    try (World world = World.open(folder)) {
      Bin bin = world.bin();
      world.desk().delete(World.ANN, bin.id());
      send(world, bin.url(World.ORIGIN));
      assertThat(world.wentOut).hasSize(1);
    }
  }

  @Test
  void itAnswersAsItWasTold() {
    try (World world = World.open(folder)) {
      Bin bin = world.bin();
      String url = bin.url(World.ORIGIN);
      assertThat(as(world, bin, Bin.Answer.FAIL, url).status()).isEqualTo(500);
      assertThat(as(world, bin, Bin.Answer.GONE, url).status()).isEqualTo(410);
      Outcome.Answered busy = as(world, bin, Bin.Answer.BUSY, url);
      assertThat(busy.status()).isEqualTo(429);
      assertThat(busy.header("Retry-After")).contains("10");
      assertThat(world.desk().catches(bin))
          .extracting(line -> line.caught().answered())
          .containsExactly(429, 410, 500);
    }
  }

  @Test
  void aSlowOneTakesItsTimeAndNoMoreThanTheSenderHas() {
    try (World world = World.open(folder)) {
      Bin bin = world.bin();
      String url = bin.url(World.ORIGIN);
      assertThat(as(world, bin, Bin.Answer.SLOW, url).status()).isEqualTo(200);
      Duration second = Duration.ofSeconds(1);
      Sent late =
          world
              .door()
              .send(World.plain(URI.create(url), BODY), new Budgets(second, second, second, 1_000));
      assertThat(late.outcome()).isEqualTo(new Outcome.TimedOut(Outcome.Phase.FIRST_BYTE));
      assertThat(world.waited).isEqualTo(List.of(Duration.ofSeconds(5), second));
    }
  }

  @Test
  void itConsentsToWhateverComes() {
    try (World world = World.open(folder)) {
      Bin bin = world.bin();
      OutboundRequest asks =
          OutboundRequest.options(URI.create(bin.url(World.ORIGIN)), List.of(), Optional.empty());
      Outcome.Answered answered = answered(world.door().send(asks, Budgets.STANDARD));
      assertThat(answered.header("WebHook-Allowed-Origin")).contains("*");
      assertThat(world.desk().catches(bin)).as("a question is no callback").isEmpty();
    }
  }

  @Test
  void whatIsTooLargeIsNotKept() {
    try (World world = World.open(folder)) {
      Bin bin = world.bin();
      byte[] large = new byte[BinReceiver.BODY_BYTES_MAX + 1];
      URI url = URI.create(bin.url(World.ORIGIN));
      Sent sent = world.door().send(World.plain(url, large), Budgets.STANDARD);
      assertThat(answered(sent).status()).isEqualTo(413);
      assertThat(world.desk().catches(bin)).isEmpty();
    }
  }

  private static Outcome.Answered as(World world, Bin bin, Bin.Answer answer, String url) {
    assertThat(world.desk().setAnswer(World.ANN, bin.id(), answer)).isTrue();
    return answered(send(world, url));
  }

  private static Sent send(World world, String url) {
    return world.door().send(World.plain(URI.create(url), BODY), Budgets.STANDARD);
  }

  private static Outcome.Answered answered(Sent sent) {
    assertThat(sent.outcome()).isInstanceOf(Outcome.Answered.class);
    return (Outcome.Answered) sent.outcome();
  }
}

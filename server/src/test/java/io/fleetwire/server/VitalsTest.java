package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.TraceId;
import io.fleetwire.testkit.SettableClock;
import io.fleetwire.web.HttpMethod;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// What turns readiness red, and green again.
final class VitalsTest {
  private static final Request ANY =
      Request.of(
          new Request.Head(
              HttpMethod.GET, "/health/ready", List.of(), List.of(), new TraceId("t"), ""));

  private final SettableClock clock = SettableClock.atNoon();
  private final Vitals vitals = new Vitals(clock);

  @Test
  void aStumblingPumpIsToldUntilItGoesWell() {
    Health health = new Health(() -> {}, vitals);
    assertThat(health.ready(ANY).status()).isEqualTo(200);
    vitals.stumbled("claim");
    Reply red = health.ready(ANY);
    assertThat(red.status()).isEqualTo(503);
    assertThat(text(red)).contains("the steps of claim fail");
    assertThat(health.live(ANY).status()).isEqualTo(200);
    clock.advance(Duration.ofSeconds(6));
    assertThat(health.ready(ANY).status()).isEqualTo(200);
  }

  @Test
  void aDeadThreadStaysToldUntilTheRestart() {
    vitals.died("pump-claim");
    clock.advance(Duration.ofDays(1));
    assertThat(text(new Health(() -> {}, vitals).ready(ANY)))
        .contains("the thread pump-claim has died; restart the server");
  }

  @Test
  void aServerWithADeadThreadEndsWhereOthersCanTakeItsPlace() {
    List<String> ended = new ArrayList<>();
    vitals.whenOver(() -> ended.add("over"));
    vitals.died("pump-claim");
    vitals.renewed(1, 256);
    vitals.died("pump-claim");
    assertThat(ended).isEmpty();
    vitals.renewed(2, 128);
    vitals.died("pump-claim");
    assertThat(ended).containsExactly("over");
    assertThat(vitals.reasonToEnd()).hasValueSatisfying(why -> assertThat(why).contains("died"));
    vitals.expelled();
    assertThat(ended).hasSize(1);
  }

  @Test
  void whoSharesTheDatabaseTellsOfItsLease() {
    Health health = new Health(() -> {}, vitals);
    vitals.renewed(3, 85);
    assertThat(text(health.ready(ANY)).replaceAll("\\s", ""))
        .contains("\"nodes\":3", "\"lanes\":85");
    clock.advance(Duration.ofSeconds(10));
    assertThat(text(health.ready(ANY))).contains("could not renew its lease");
    vitals.renewed(3, 85);
    assertThat(health.ready(ANY).status()).isEqualTo(200);
    vitals.expelled();
    assertThat(text(health.ready(ANY))).contains("another server has taken this one's place");
  }

  @Test
  void aStoreThatFailsOrHangsIsTold() {
    Runnable fails =
        () -> {
          throw new IllegalStateException("disk full");
        };
    assertThat(text(new Health(fails, vitals).ready(ANY))).contains("the store does not commit");
    CountDownLatch never = new CountDownLatch(1);
    Runnable hangs =
        () -> {
          try {
            never.await();
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        };
    assertThat(new Health(hangs, vitals).ready(ANY).status()).isEqualTo(503);
    never.countDown();
  }

  private static String text(Reply reply) {
    return new String(reply.body(), StandardCharsets.UTF_8);
  }
}

package io.fleetwire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

final class CancellationTest {
  private static final Sent ENDED =
      new Sent(new Outcome.TimedOut(Outcome.Phase.TOTAL), Timeline.NONE);
  private static final Sent CUT_SHORT = new Sent(Cancellation.CUT_SHORT, Timeline.NONE);
  private static final Sent ANSWERED = new Sent(SteppedDeliveries.OK, Timeline.NONE);

  private final Cancellation cancellation = new Cancellation();
  private final CountDownLatch sending = new CountDownLatch(1);
  private final CountDownLatch answer = new CountDownLatch(1);

  private Sent send() {
    sending.countDown();
    try {
      answer.await();
      return ANSWERED;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return ENDED;
    }
  }

  /// What was sent, and whether the thread was left interrupted.
  private record Seen(Sent sent, boolean interrupted) {}

  private Seen sendUnderIt() {
    Sent sent = cancellation.during(this::send);
    return new Seen(sent, Thread.interrupted());
  }

  private FutureTask<Seen> begin() {
    FutureTask<Seen> task = new FutureTask<>(this::sendUnderIt);
    Thread.ofVirtual().start(task);
    return task;
  }

  @Test
  void endsWhatIsBeingSentAndLeavesTheThreadAsItWas() throws Exception {
    FutureTask<Seen> task = begin();
    sending.await();
    cancellation.cancel();
    assertThat(task.get()).isEqualTo(new Seen(CUT_SHORT, false));
  }

  @Test
  void endsWhatIsSentAfterwards() throws Exception {
    cancellation.cancel();
    assertThat(begin().get()).isEqualTo(new Seen(CUT_SHORT, false));
  }

  @Test
  void doesNotTouchTheThreadAfterTheAnswer() {
    answer.countDown();
    assertThat(sendUnderIt().sent()).isEqualTo(ANSWERED);
    cancellation.cancel();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void keepsAnInterruptThatIsNotItsOwn() throws Exception {
    FutureTask<Seen> task = new FutureTask<>(this::sendUnderIt);
    Thread thread = Thread.ofVirtual().start(task);
    sending.await();
    thread.interrupt();
    assertThat(task.get()).isEqualTo(new Seen(ENDED, true));
  }
}

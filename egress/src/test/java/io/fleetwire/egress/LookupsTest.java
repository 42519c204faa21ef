package io.fleetwire.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LookupsTest {
  private static final long AMPLE = TimeUnit.SECONDS.toNanos(20);
  private static final long SHORT = TimeUnit.MILLISECONDS.toNanos(20);
  private static final List<InetAddress> ADDRESSES = List.of(InetAddress.ofLiteral("8.8.8.8"));

  private final Semaphore answers = new Semaphore(0);
  private final OneThread threads = new OneThread();
  private final OneThread lateThreads = new OneThread();
  private final Lookups lookups = new Lookups(this::resolve, threads, lateThreads);

  /// Refuses what it has no thread for, as the pools of a server do.
  private static final class OneThread implements Executor {
    private final Semaphore free = new Semaphore(1);

    @Override
    public void execute(Runnable task) {
      if (!free.tryAcquire()) {
        throw new RejectedExecutionException();
      }
      Thread.ofVirtual()
          .start(
              () -> {
                task.run();
                free.release();
              });
    }

    void awaitFree() {
      free.acquireUninterruptibly();
      free.release();
    }
  }

  private List<InetAddress> resolve(String host) {
    if (host.startsWith("hangs")) {
      answers.acquireUninterruptibly();
    }
    return ADDRESSES;
  }

  @AfterEach
  void letAllEnd() {
    answers.release(100);
  }

  @Test
  void namesThatHangTakeNoThreadsFromOthersAgain() throws Exception {
    assertLate("hangs.example");
    assertRejected("good.example");
    answers.release();
    threads.awaitFree();

    assertLate("hangs.example");
    assertThat(lookups.find("good.example", AMPLE)).isEqualTo(ADDRESSES);
    threads.awaitFree();
    assertLate("hangs-too.example");
    answers.release(2);
    threads.awaitFree();
    lateThreads.awaitFree();
    assertThat(lookups.find("good.example", AMPLE)).isEqualTo(ADDRESSES);
  }

  @Test
  void aNameThatAnswersInTimeAgainIsAsOthersAre() throws Exception {
    assertLate("hangs.example");
    answers.release();
    threads.awaitFree();
    answers.release();
    assertThat(lookups.find("hangs.example", AMPLE)).isEqualTo(ADDRESSES);
    lateThreads.awaitFree();

    assertLate("hangs.example");
    assertRejected("good.example");
  }

  private void assertLate(String host) {
    assertThatThrownBy(() -> lookups.find(host, SHORT)).isInstanceOf(TimeoutException.class);
  }

  private void assertRejected(String host) {
    assertThatThrownBy(() -> lookups.find(host, AMPLE))
        .isInstanceOf(RejectedExecutionException.class);
  }
}

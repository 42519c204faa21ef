package io.fleetwire.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.egress.AddressGuard.Forbidden;
import io.fleetwire.egress.AddressGuard.Found;
import io.fleetwire.egress.AddressGuard.NoSuchName;
import io.fleetwire.egress.AddressGuard.Open;
import io.fleetwire.egress.AddressGuard.TooSlow;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class AddressGuardTest {
  private static final long AMPLE = TimeUnit.SECONDS.toNanos(20);
  private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

  private static AddressGuard guard(Resolver resolver) {
    return new AddressGuard(AddressPolicy.STANDARD, new Lookups(resolver, THREADS, THREADS));
  }

  private static Resolver answering(String... addresses) {
    return _ -> Stream.of(addresses).map(InetAddress::ofLiteral).toList();
  }

  @Test
  void letsGoodAddressesPassInTheirOrder() {
    assertThat(guard(answering("8.8.8.8", "10.0.0.1")).find("good.example", AMPLE))
        .isEqualTo(
            new Open(List.of(InetAddress.ofLiteral("8.8.8.8"), InetAddress.ofLiteral("10.0.0.1"))));
  }

  @Test
  void refusesANameWithOneBadAddressAmongGoodOnes() {
    assertThat(guard(answering("8.8.8.8", "169.254.169.254")).find("mixed.example", AMPLE))
        .isEqualTo(
            new Forbidden(
                "mixed.example has a forbidden address: 169.254.169.254 is a cloud's metadata"
                    + " service"));
  }

  @Test
  void judgesALiteralWithoutAskingAnybody() {
    AddressGuard guard = guard(host -> List.of(InetAddress.ofLiteral("8.8.8.8")));
    assertThat(guard.find("127.0.0.1", AMPLE)).isInstanceOf(Forbidden.class);
    assertThat(guard.find("::ffff:127.0.0.1", AMPLE)).isInstanceOf(Forbidden.class);
    assertThat(guard.find("10.0.0.1", AMPLE))
        .isEqualTo(new Open(List.of(InetAddress.ofLiteral("10.0.0.1"))));
  }

  @Test
  void tellsANameThatDoesNotExist() {
    AddressGuard guard =
        guard(
            host -> {
              throw new UnknownHostException(host);
            });
    assertThat(guard.find("no.example", AMPLE)).isEqualTo(new NoSuchName("no.example"));
  }

  @Test
  void aResolverThatBreaksIsABug() {
    AddressGuard guard =
        guard(
            _ -> {
              throw new IllegalStateException("broken");
            });
    assertThatThrownBy(() -> guard.find("x.example", AMPLE)).isInstanceOf(AssertionError.class);
  }

  @Test
  void waitsNoLongerThanItMay() {
    CountDownLatch never = new CountDownLatch(1);
    AddressGuard guard =
        guard(
            _ -> {
              awaitUninterruptibly(never);
              return List.of();
            });
    assertThat(guard.find("slow.example", TimeUnit.MILLISECONDS.toNanos(50)))
        .isEqualTo(new TooSlow());
    never.countDown();
  }

  @Test
  void manyWaitersShareOneLookup() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    AtomicInteger lookups = new AtomicInteger();
    AddressGuard guard =
        guard(
            _ -> {
              lookups.incrementAndGet();
              asked.countDown();
              awaitUninterruptibly(answer);
              return List.of(InetAddress.ofLiteral("8.8.8.8"));
            });
    List<FutureTask<Found>> waiters =
        Stream.generate(() -> new FutureTask<>(() -> guard.find("busy.example", AMPLE)))
            .limit(20)
            .toList();
    waiters.forEach(waiter -> Thread.ofVirtual().start(waiter));
    assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(lookups).hasValue(1);
    answer.countDown();
    for (FutureTask<Found> waiter : waiters) {
      assertThat(waiter.get(20, TimeUnit.SECONDS)).isInstanceOf(Open.class);
    }
  }

  @Test
  void asksAgainNextTime() {
    AtomicInteger lookups = new AtomicInteger();
    AddressGuard guard =
        guard(
            _ ->
                List.of(
                    InetAddress.ofLiteral(lookups.getAndIncrement() == 0 ? "8.8.8.8" : "0.0.0.0")));
    assertThat(guard.find("turncoat.example", AMPLE)).isInstanceOf(Open.class);
    // the finished lookup is forgotten by its own thread, shortly after its answer is known
    Found second = guard.find("turncoat.example", AMPLE);
    while (second instanceof Open) {
      Thread.onSpinWait();
      second = guard.find("turncoat.example", AMPLE);
    }
    assertThat(second).isInstanceOf(Forbidden.class);
  }

  @Test
  void isTooSlowWhenNoThreadIsFree() {
    AddressGuard guard =
        new AddressGuard(
            AddressPolicy.STANDARD,
            new Lookups(
                answering("8.8.8.8"),
                _ -> {
                  throw new RejectedExecutionException();
                },
                THREADS));
    assertThat(guard.find("x.example", AMPLE)).isEqualTo(new TooSlow());
  }

  @Test
  void anInterruptEndsTheWaitAndIsKept() {
    CountDownLatch never = new CountDownLatch(1);
    AddressGuard guard =
        guard(
            _ -> {
              awaitUninterruptibly(never);
              return List.of();
            });
    Thread.currentThread().interrupt();
    assertThat(guard.find("x.example", AMPLE)).isEqualTo(new TooSlow());
    assertThat(Thread.interrupted()).isTrue();
    never.countDown();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}

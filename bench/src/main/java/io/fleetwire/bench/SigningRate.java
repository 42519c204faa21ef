package io.fleetwire.bench;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;

/// How many RSA signatures a second this machine makes on all its processors when it does nothing
/// else: the limit of everything that is signed so.
final class SigningRate {
  private final LoadPlan.Timing timing;

  SigningRate(LoadPlan.Timing timing) {
    this.timing = timing;
  }

  Spread run() throws InterruptedException {
    Signer signer = NativeSigning.find().isPresent() ? Signer.natively() : Signer.jdk();
    LongAdder signed = new LongAdder();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      threads.add(Thread.ofPlatform().daemon().start(() -> sign(signer, signed)));
    }
    Thread.sleep(timing.warmUp());
    double[] perSecond = new double[timing.windows()];
    for (int i = 0; i < perSecond.length; i++) {
      long start = System.nanoTime();
      signed.reset();
      Thread.sleep(timing.window());
      perSecond[i] = signed.sum() * 1e9 / (System.nanoTime() - start);
    }
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      thread.join();
    }
    return Spread.of(perSecond);
  }

  private static void sign(Signer signer, LongAdder signed) {
    byte[] event = SampleEvent.json(new SplittableRandom(1));
    try {
      while (!Thread.currentThread().isInterrupted()) {
        signer.rsa(event);
        signed.increment();
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a provider that signed before does not sign now", e);
    }
  }
}

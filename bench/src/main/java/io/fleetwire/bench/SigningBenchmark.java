package io.fleetwire.bench;

import java.security.GeneralSecurityException;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Signatures a second over an event of 300 bytes, by the JDK and by the native provider.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 3)
public class SigningBenchmark {
  private final byte[] event = SampleEvent.json(new SplittableRandom(1));

  /// Signs with what every Java has.
  @State(Scope.Benchmark)
  public static class Jdk {
    private final Signer signer = Signer.jdk();
  }

  /// Signs with the native provider.
  @State(Scope.Benchmark)
  public static class Native {
    private final Signer signer = Signer.natively();
  }

  @Benchmark
  public byte[] rsaByJdk(Jdk jdk) throws GeneralSecurityException {
    return jdk.signer.rsa(event);
  }

  @Benchmark
  public byte[] rsaByNative(Native natively) throws GeneralSecurityException {
    return natively.signer.rsa(event);
  }

  @Benchmark
  public byte[] ed25519ByJdk(Jdk jdk) throws GeneralSecurityException {
    return jdk.signer.ed25519(event);
  }

  @Benchmark
  public byte[] ed25519ByNative(Native natively) throws GeneralSecurityException {
    return natively.signer.ed25519(event);
  }

  @Benchmark
  public byte[] hmacByJdk(Jdk jdk) throws GeneralSecurityException {
    return jdk.signer.hmac(event);
  }

  @Benchmark
  public byte[] hmacByNative(Native natively) throws GeneralSecurityException {
    return natively.signer.hmac(event);
  }
}

package io.fleetwire.bench;

import io.fleetwire.engine.Accepted;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/// Events a second that the engine takes in durably from a thousand callers at once, and that it
/// takes in, hands over, "sends" to a receiver that answers at once without any network, and
/// settles: the engine and its store, and nothing else.
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 2, jvmArgsAppend = "-Djmh.executor=VIRTUAL")
@Threads(1000)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 3, time = 5)
public class EngineBenchmark {

  /// On the embedded store.
  @State(Scope.Benchmark)
  public static class Sqlite {
    private final EngineBed bed = EngineBed.onSqlite();

    @TearDown(Level.Trial)
    public void close() {
      bed.close();
    }
  }

  /// Without a disk: what the engine itself costs.
  @State(Scope.Benchmark)
  public static class Memory {
    private final EngineBed bed = EngineBed.inMemory();

    @TearDown(Level.Trial)
    public void close() {
      bed.close();
    }
  }

  @Benchmark
  public Accepted acceptInMemory(Memory memory) {
    return memory.bed.accept();
  }

  @Benchmark
  public Accepted deliverInMemory(Memory memory) throws InterruptedException {
    return memory.bed.deliver();
  }

  @Benchmark
  public Accepted acceptOnSqlite(Sqlite sqlite) {
    return sqlite.bed.accept();
  }

  @Benchmark
  public Accepted deliverOnSqlite(Sqlite sqlite) throws InterruptedException {
    return sqlite.bed.deliver();
  }
}

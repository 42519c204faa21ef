package io.fleetwire.bench;

import java.util.Map;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads and writes an event of 300 bytes with Jackson.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 3)
public class JsonBenchmark {
  private final JsonMapper mapper = new JsonMapper();
  private final byte[] event = SampleEvent.json(new SplittableRandom(1));
  private final JsonNode tree = mapper.readTree(event);
  private final Map<?, ?> map = mapper.readValue(event, Map.class);

  @Benchmark
  public JsonNode readTree() {
    return mapper.readTree(event);
  }

  @Benchmark
  public Map<?, ?> readMap() {
    return mapper.readValue(event, Map.class);
  }

  @Benchmark
  public byte[] writeTree() {
    return mapper.writeValueAsBytes(tree);
  }

  @Benchmark
  public byte[] writeMap() {
    return mapper.writeValueAsBytes(map);
  }
}

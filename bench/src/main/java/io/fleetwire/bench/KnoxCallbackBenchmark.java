package io.fleetwire.bench;

import io.fleetwire.engine.AttemptMoment;
import io.fleetwire.engine.CallbackFormat;
import io.fleetwire.engine.Delivery;
import io.fleetwire.engine.DeliveryId;
import io.fleetwire.engine.DeliveryPlan;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.Event;
import io.fleetwire.engine.EventFilter;
import io.fleetwire.engine.EventId;
import io.fleetwire.engine.EventType;
import io.fleetwire.engine.NewEvent;
import io.fleetwire.engine.Ordering;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.Ready;
import io.fleetwire.engine.Subject;
import io.fleetwire.engine.Target;
import io.fleetwire.engine.TraceId;
import io.fleetwire.knox.Knox;
import io.fleetwire.store.Database;
import io.fleetwire.store.DatabaseSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
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
import org.openjdk.jmh.annotations.Warmup;

/// Knox callbacks written and signed a second, with the provider that the server installs. What is
/// missing to {@link SigningBenchmark#rsaByNative} is what writing them costs.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 3)
public class KnoxCallbackBenchmark {
  private static final Instant NOW = Instant.ofEpochSecond(1_770_000_000);
  private static final OrganizationId OWNER = new OrganizationId(1);
  private static final EventType TYPE = new EventType("KDMS_DEVICE_UPLOAD");

  private final String signedBy = NativeSigning.install();
  private final Workshop shop = Workshop.open(Path.of("bench", "target"), List.of());
  private final Database database =
      Database.open(DatabaseSettings.server(shop.folder()), List.of(Knox.SCHEMA));
  private final CallbackFormat format = Signing.RSA.format(database, InstantSource.system());
  private final Endpoint endpoint =
      new Endpoint(
          new EndpointId(1),
          OWNER,
          new Target(format.name(), "0123456789abcdef01234567", URI.create("http://127.0.0.1/")),
          EventFilter.ofTypes(Set.of(TYPE)),
          DeliveryPlan.STANDARD);
  private final Ready ready = ready();
  private final AttemptMoment moment =
      new AttemptMoment(1, NOW, "00112233445566778899aabbccddeeff");

  private static Ready ready() {
    NewEvent facts =
        new NewEvent(
            OWNER,
            TYPE,
            new Subject("operation"),
            new TraceId(EventNumber.print(1)),
            NOW,
            new Payload("application/json", SampleEvent.json(new SplittableRandom(1))));
    Event event = new Event(new EventId(2), facts, NOW);
    Delivery delivery =
        new Delivery(
            new DeliveryId(3), new EndpointId(1), 1, event.id(), Ordering.UNORDERED, 0, NOW);
    return new Ready(delivery, event);
  }

  @TearDown(Level.Trial)
  public void close() {
    System.out.println("signed by " + signedBy);
    database.close();
    shop.close();
  }

  @Benchmark
  public OutboundRequest compose() {
    return format.compose(ready, endpoint, moment);
  }
}

package io.fleetwire.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.AttemptMoment;
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
import java.net.URI;
import java.time.Instant;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class HmacFormatTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_770_000_000);
  private static final EventType TYPE = new EventType("device.status");
  private static final OrganizationId OWNER = new OrganizationId(1);

  @Test
  void whatItSignsVerifiesAndNothingElseDoes() {
    OutboundRequest request = compose();
    Callback callback = new Callback(request.headers(), request.body());
    assertThat(HmacFormat.isGenuine(callback)).isTrue();
    Payload other = new Payload("application/json", "{}".getBytes(US_ASCII));
    assertThat(HmacFormat.isGenuine(new Callback(request.headers(), other))).isFalse();
    assertThat(callback.header("x-trace-id")).isEqualTo(EventNumber.print(7));
  }

  private static OutboundRequest compose() {
    Payload payload = new Payload("application/json", SampleEvent.json(new SplittableRandom(1)));
    NewEvent facts =
        new NewEvent(
            OWNER, TYPE, new Subject("x"), new TraceId(EventNumber.print(7)), NOW, payload);
    Event event = new Event(new EventId(1), facts, NOW);
    Endpoint endpoint =
        new Endpoint(
            new EndpointId(2),
            OWNER,
            new Target(HmacFormat.NAME, "x", URI.create("http://127.0.0.1/")),
            EventFilter.ofTypes(Set.of(TYPE)),
            DeliveryPlan.STANDARD);
    Delivery delivery =
        new Delivery(new DeliveryId(3), endpoint.id(), 1, event.id(), Ordering.UNORDERED, 0, NOW);
    return new HmacFormat()
        .compose(new Ready(delivery, event), endpoint, new AttemptMoment(1, NOW, "n"));
  }
}

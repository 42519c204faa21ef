package io.fleetwire.knox;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.Ready;
import io.fleetwire.engine.Subject;
import io.fleetwire.engine.Target;
import io.fleetwire.engine.TraceId;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Set;

/// One delivery of one event, as the engine would ask to compose it.
final class CallbackSamples {
  static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
  static final String SUBSCRIPTION = "636c1a692d0f427ee1f07470";
  static final EventType UPLOAD = new EventType("KDMS_DEVICE_UPLOAD");

  private static final SigningIdentity IDENTITY = newIdentity();

  private CallbackSamples() {}

  /// One for all tests: making RSA keys takes time.
  static SigningIdentity identity() {
    return IDENTITY;
  }

  static SigningIdentity newIdentity() {
    return new CertificateIssuer(CertificateSettings.STANDARD, new SecureRandom()).issue(NOW);
  }

  static Ready ready(String payload) {
    NewEvent facts =
        new NewEvent(
            new OrganizationId(1),
            UPLOAD,
            new Subject("64ff499184509e67e8ac736b"),
            new TraceId("caller-17"),
            NOW,
            new Payload("application/json", payload.getBytes(UTF_8)));
    Event event = new Event(new EventId(11_000_000_007L), facts, NOW);
    return new Ready(
        new Delivery(
            new DeliveryId(12_345_678_901L),
            new EndpointId(5),
            1,
            event.id(),
            Ordering.UNORDERED,
            0,
            NOW),
        event);
  }

  static Endpoint endpoint() {
    return new Endpoint(
        new EndpointId(5),
        new OrganizationId(1),
        new Target("knox", SUBSCRIPTION, URI.create("https://receiver.example/hook")),
        EventFilter.ofTypes(Set.of(UPLOAD)),
        DeliveryPlan.STANDARD);
  }

  static AttemptMoment moment(int number) {
    return new AttemptMoment(number, NOW.plusSeconds(number), "%032x".formatted(number));
  }
}

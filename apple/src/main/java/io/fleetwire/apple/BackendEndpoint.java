package io.fleetwire.apple;

import io.fleetwire.engine.Budgets;
import io.fleetwire.engine.DeliveryPlan;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.EventFilter;
import io.fleetwire.engine.EventType;
import io.fleetwire.engine.Ordering;
import io.fleetwire.engine.RetryPlan;
import io.fleetwire.engine.Target;
import io.fleetwire.store.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The engine's endpoint that stands for the management backend: made at the first start, and
/// brought up to the settings at every later one.
final class BackendEndpoint {
  /// What a device says once. Results of commands are not among them: the device repeats those.
  static final List<EventType> DURABLE =
      List.of(
          type("Authenticate"), type("TokenUpdate"), type("CheckOut"), type("DeclarationStatus"));

  /// A backend is being restarted, or somebody has to be woken up to repair it: every few seconds
  /// at first, then every hour for two days more.
  private static final List<Duration> FIRST =
      List.of(
          Duration.ZERO,
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofMinutes(30));

  private static final int HOURS = 48;

  private BackendEndpoint() {}

  static Endpoint open(
      Database database, ApplePorts ports, BackendSeal seal, AppleSettings settings) {
    EndpointId fresh = ports.intake().newEndpointId();
    return database.write(
        tx -> {
          Optional<EndpointId> known = BackendTable.find(tx);
          if (known.isEmpty()) {
            BackendTable.put(tx, fresh);
          }
          Endpoint endpoint = endpoint(known.orElse(fresh), settings);
          ports.store().in(tx).putEndpoint(endpoint);
          seal.prepare(tx, endpoint.id());
          return endpoint;
        });
  }

  private static Endpoint endpoint(EndpointId id, AppleSettings settings) {
    return new Endpoint(
        id,
        settings.organization(),
        new Target(AppleCallbackFormat.NAME, "backend", settings.webhookUrl()),
        EventFilter.ofTypes(DURABLE),
        plan(settings.limits().budgets(Budgets.STANDARD.bodyBytesMax())));
  }

  private static DeliveryPlan plan(Budgets budgets) {
    List<Duration> delays = new ArrayList<>(FIRST);
    for (int i = 0; i < HOURS; i++) {
      delays.add(Duration.ofHours(1));
    }
    return new DeliveryPlan(
        new RetryPlan(delays, 0.2, RetryPlan.ClientErrors.RETRY),
        budgets,
        DeliveryPlan.CONCURRENCY_MAX,
        Ordering.BY_SUBJECT,
        DeliveryPlan.UNLIMITED);
  }

  private static EventType type(String tag) {
    return new EventType(AppleEvent.TYPE_PREFIX + tag);
  }
}

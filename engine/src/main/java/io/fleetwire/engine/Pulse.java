package io.fleetwire.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// What has been going on lately: events and attempts of the last hour by the minute, and of the
/// last day by the half hour, for each organization and each endpoint. It listens to the engine.
/// Thread-safe.
///
/// All of it is in memory and begins anew with the server: counting costs some hundred nanoseconds
/// for each attempt and nothing on disk. What must be right for ever is the log.
public final class Pulse implements EngineObserver {
  public static final Duration MINUTE = Duration.ofMinutes(1);
  static final Duration HALF_HOUR = Duration.ofMinutes(30);

  private static final int MINUTES = 60;
  private static final int HALF_HOURS = 48;

  /// Some three kilobytes each. Of more endpoints than that, those are forgotten that have been
  /// quiet longest.
  private static final int ENDPOINTS_MAX = 4_096;

  /// Some three kilobytes each.
  private static final int ORGANIZATIONS_MAX = 1_024;

  private final InstantSource clock;
  private final Instant since;
  private final Latest<OrganizationId, Traffic> organizations =
      new Latest<>(ORGANIZATIONS_MAX, Traffic::new);
  private final Latest<EndpointId, Calls> endpoints = new Latest<>(ENDPOINTS_MAX, Calls::new);

  /// An organization's last hour.
  private record Traffic(BeatRing events, BeatRing attempts) {
    Traffic() {
      this(new BeatRing(MINUTES, MINUTE), new BeatRing(MINUTES, MINUTE));
    }
  }

  /// An endpoint's last hour and day.
  private record Calls(BeatRing hour, BeatRing day) {
    Calls() {
      this(new BeatRing(MINUTES, MINUTE), new BeatRing(HALF_HOURS, HALF_HOUR));
    }
  }

  public Pulse(InstantSource clock) {
    this.clock = clock;
    this.since = clock.instant();
  }

  /// From when on it has been counting.
  public Instant since() {
    return since;
  }

  /// Events of an organization in each minute of the last hour, the oldest first. All of them are
  /// good.
  public List<Beat> events(OrganizationId organization) {
    return organizations.look(organization).events().read(clock.instant());
  }

  /// Attempts for an organization in each minute of the last hour, the oldest first: those that
  /// delivered are good.
  public List<Beat> attempts(OrganizationId organization) {
    return organizations.look(organization).attempts().read(clock.instant());
  }

  /// Attempts at an endpoint in the last hour together.
  public Beat lastHour(EndpointId endpoint) {
    return endpoints.look(endpoint).hour().read(clock.instant()).stream()
        .reduce(Beat::plus)
        .orElseThrow();
  }

  /// Attempts at an endpoint in each half hour of the last day, the oldest first.
  public List<Beat> lastDay(EndpointId endpoint) {
    return endpoints.look(endpoint).day().read(clock.instant());
  }

  @Override
  public void accepted(Event event, int deliveries) {
    organizations.get(event.organization()).events().add(event.acceptedAt(), true, Duration.ZERO);
  }

  @Override
  public void attempted(Settlement settlement, Endpoint endpoint) {
    Instant now = clock.instant();
    boolean isGood = settlement.next() instanceof NextStep.Delivered;
    Duration took = settlement.sent().timeline().total();
    organizations.get(endpoint.organization()).attempts().add(now, isGood, took);
    Calls calls = endpoints.get(endpoint.id());
    calls.hour().add(now, isGood, took);
    calls.day().add(now, isGood, took);
  }

  /// As many as may be, those in use; looking does not count as use. Thread-safe.
  private static final class Latest<K, V> {
    private final Supplier<V> fresh;
    private final Map<K, V> known;

    Latest(int most, Supplier<V> fresh) {
      this.fresh = fresh;
      this.known =
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
              return size() > most;
            }
          };
    }

    synchronized V get(K key) {
      return known.computeIfAbsent(key, _ -> fresh.get());
    }

    V look(K key) {
      V value = null;
      synchronized (this) {
        value = known.get(key);
      }
      return value == null ? fresh.get() : value;
    }
  }
}

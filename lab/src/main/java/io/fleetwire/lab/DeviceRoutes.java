package io.fleetwire.lab;

import io.fleetwire.access.Permission;
import io.fleetwire.access.Principal;
import io.fleetwire.store.Database;
import io.fleetwire.store.ReadTx;
import io.fleetwire.web.Authorization;
import io.fleetwire.web.BodyRule;
import io.fleetwire.web.HttpMethod;
import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.core.JsonGenerator;

/// Looking at devices: the vendor's first form, which has three arrays and no pages, and its second
/// one, which has pages.
final class DeviceRoutes {
  /// Without pages, an answer must end somewhere: this is ten megabytes.
  private static final int UNPAGED_MAX = 10_000;

  private static final int NAMES_MAX = 100;

  private static final BodyRule NOTHING = new BodyRule.None();
  private static final Authorization SEE = new Authorization.Person(Permission.LOGIN);

  private final Database database;
  private final Devices devices;
  private final InstantSource clock;

  DeviceRoutes(Database database, Devices devices, InstantSource clock) {
    this.database = database;
    this.devices = devices;
    this.clock = clock;
  }

  Route first() {
    return new Route(HttpMethod.GET, "/v1/devices", SEE, NOTHING, this::listFirst);
  }

  List<Route> second() {
    return List.of(
        new Route(HttpMethod.GET, "/v2/devices", SEE, NOTHING, this::listSecond),
        new Route(HttpMethod.GET, "/v2/devices/{deviceId}", SEE, NOTHING, this::get));
  }

  /// Private and local devices of the organization, those of all that the caller has marked, and
  /// those that all organizations share.
  private record Arrays(
      List<DeviceView> own, List<DeviceView> favorites, List<DeviceView> shared) {}

  private Reply listFirst(Request request) {
    DeviceQuery query = DeviceQuery.first(request);
    Predicate<Device> named = named(request);
    Principal caller = request.principal();
    Arrays arrays = database.read(tx -> arrays(tx, caller, query, named));
    return Reply.json(
        200,
        LabJson.object(
            json -> {
              write(json, "privateDevices", arrays.own(), caller);
              write(json, "favoriteDevices", arrays.favorites(), caller);
              write(json, "cloudDevices", arrays.shared(), caller);
            }));
  }

  private Arrays arrays(ReadTx tx, Principal caller, DeviceQuery query, Predicate<Device> named) {
    Instant now = clock.instant();
    List<Device> found = search(tx, seeker(caller, now), query);
    List<DeviceView> own = new ArrayList<>();
    List<DeviceView> shared = new ArrayList<>();
    for (Device device : found) {
      if (named.test(device)) {
        (device.hosting() == Hosting.PUBLIC ? shared : own)
            .add(DeviceView.of(tx, device, caller, now));
      }
    }
    if (query.group() == 0) {
      DeviceTable.listPublic(tx, caller.organization(), UNPAGED_MAX).stream()
          .filter(device -> named.test(device) && fits(device, query))
          .map(device -> DeviceView.of(tx, device, caller, now))
          .forEach(shared::add);
    }
    List<DeviceView> favorites = new ArrayList<>(own);
    favorites.addAll(shared);
    favorites.removeIf(view -> !view.favorite());
    return new Arrays(own, favorites, shared);
  }

  private static List<Device> search(
      ReadTx tx, DeviceSearchTable.Seeker seeker, DeviceQuery query) {
    List<Long> ids =
        DeviceSearchTable.list(tx, seeker, query, new DeviceSearchTable.Window(0, UNPAGED_MAX + 1));
    if (ids.size() > UNPAGED_MAX) {
      throw new ProblemException(
          new Problem.LimitExceeded(
              "more than "
                  + UNPAGED_MAX
                  + " devices match; ask for fewer, or for pages of GET /v2/devices"));
    }
    return ids.stream()
        .flatMap(id -> DeviceTable.find(tx, seeker.organization(), id).stream())
        .toList();
  }

  /// Devices of others are few and not searched by the database.
  private static boolean fits(Device device, DeviceQuery query) {
    DeviceFacts facts = device.facts();
    EffectiveStatus effective = device.standing().effective();
    boolean online = effective == EffectiveStatus.ONLINE || effective == EffectiveStatus.UTILIZING;
    return (query.platform().isEmpty() || facts.platform().code().equals(query.platform()))
        && (query.version().isEmpty() || facts.platformVersion().equals(query.version()))
        && isMet(query.online(), online)
        && isMet(query.appiumDisabled(), facts.appiumDisabled())
        && query.booked() != DeviceQuery.Flag.YES;
  }

  private static boolean isMet(DeviceQuery.Flag flag, boolean fact) {
    return switch (flag) {
      case EITHER -> true;
      case YES -> fact;
      case NO -> !fact;
    };
  }

  /// `deviceName`: one name, or several with commas between them.
  private static Predicate<Device> named(Request request) {
    String names = request.query("deviceName").orElse("");
    if (names.isEmpty()) {
      return _ -> true;
    }
    Set<String> wanted = Set.copyOf(new HashSet<>(List.of(names.split(","))));
    if (wanted.size() > NAMES_MAX) {
      throw new ProblemException(
          Problem.Invalid.of("deviceName", "at most " + NAMES_MAX + " names"));
    }
    return device -> wanted.contains(device.facts().name());
  }

  private Reply listSecond(Request request) {
    Paging paging = Paging.of(request);
    Devices.Page found = devices.list(request.principal(), DeviceQuery.second(request), paging);
    return Reply.json(
        200,
        LabJson.object(
            json -> {
              json.writeArrayPropertyStart("devices");
              found.devices().forEach(view -> view.second(json));
              json.writeEndArray();
              json.writeNumberProperty("page", paging.page());
              json.writeNumberProperty("size", paging.size());
              json.writeNumberProperty("total", found.total());
            }));
  }

  private Reply get(Request request) {
    long id = PathNumber.of(request, "deviceId", "device");
    return devices
        .find(request.principal(), id)
        .map(view -> Reply.json(200, LabJson.object(view::members)))
        .orElseThrow(() -> PathNumber.unknown("device", id));
  }

  private static DeviceSearchTable.Seeker seeker(Principal caller, Instant now) {
    return new DeviceSearchTable.Seeker(caller.organization(), caller.person().number(), now);
  }

  private static void write(
      JsonGenerator json, String name, List<DeviceView> views, Principal caller) {
    json.writeArrayPropertyStart(name);
    views.forEach(view -> view.first(json, caller));
    json.writeEndArray();
  }
}

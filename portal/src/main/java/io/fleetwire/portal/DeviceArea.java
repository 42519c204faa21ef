package io.fleetwire.portal;

import io.fleetwire.access.Permission;
import io.fleetwire.access.Principal;
import io.fleetwire.engine.DeliveryEntry;
import io.fleetwire.engine.DeliveryPage;
import io.fleetwire.engine.DeliveryQuery;
import io.fleetwire.engine.LogCursor;
import io.fleetwire.engine.Subject;
import io.fleetwire.lab.DeviceView;
import io.fleetwire.lab.EffectiveStatus;
import io.fleetwire.lab.Group;
import io.fleetwire.lab.LabDesks;
import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The devices of the lab, and one device with what happened to it. Thread-safe.
final class DeviceArea implements Area {
  private static final Set<Permission> SEE = Set.of(Permission.LOGIN);

  /// A screen or two.
  private static final int PAGE = 50;

  /// A timeline that is longer is not read to its end.
  private static final int STEPS = 60;

  /// The log is asked so many times for them: each time it looks at a bounded part.
  private static final int LOOKS = 5;

  private final Pages pages;
  private final LabDesks lab;
  private final WebhookPorts webhooks;
  private final InstantSource clock;

  DeviceArea(Pages pages, LabDesks lab, WebhookPorts webhooks, InstantSource clock) {
    this.pages = pages;
    this.lab = lab;
    this.webhooks = webhooks;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Paths.get(Place.DEVICES.path(), SEE, this::list),
        Paths.get(Place.DEVICES.path() + "/{deviceId}", SEE, this::device));
  }

  private Reply list(Request request) {
    Principal caller = request.principal();
    DeviceFilter filter = DeviceFilter.of(request);
    Instant now = clock.instant();
    Map<Long, String> hosts = HostRow.names(lab, caller.organization());
    // One more than is shown says whether there are more.
    List<DeviceView> found =
        lab.devices().listAfter(caller, filter.query(), filter.after(), PAGE + 1);
    List<DeviceRow> rows =
        found.stream().limit(PAGE).map(device -> DeviceRow.of(device, hosts, now)).toList();
    DeviceListView view =
        new DeviceListView(
            filter,
            StatusTile.of(lab.fleet().countByStatus(caller.organization())),
            new DeviceListView.Choices(
                hosts, groups(caller, Group.Kind.TEAM), groups(caller, Group.Kind.BUNDLE)),
            rows,
            found.size() > PAGE ? rows.getLast().id() : 0);
    return pages.show(
        request,
        Heading.of(Place.DEVICES),
        (out, frame) -> JteDevicesGenerated.render(out, NoInterceptor.INSTANCE, frame, view));
  }

  private List<Group> groups(Principal caller, Group.Kind kind) {
    return lab.groups().list(caller.organization(), kind);
  }

  private Reply device(Request request) {
    Principal caller = request.principal();
    DeviceView device =
        Optional.of(request.pathParameter("deviceId"))
            .filter(number -> number.matches("[1-9][0-9]{0,17}"))
            .flatMap(number -> lab.devices().find(caller, Long.parseLong(number)))
            .orElseThrow(
                () ->
                    new ProblemException(
                        new Problem.NotFound("your organization has no such device")));
    Instant now = clock.instant();
    DeviceRow row = DeviceRow.of(device, HostRow.names(lab, caller.organization()), now);
    DevicePage view =
        new DevicePage(
            row,
            device,
            steps(caller, device),
            EndpointNames.of(webhooks, caller.organization()),
            now);
    return pages.show(
        request,
        Heading.below(Place.DEVICES, row.name(), Place.DEVICES.crumb()),
        (out, frame) -> JteDeviceGenerated.render(out, NoInterceptor.INSTANCE, frame, view));
  }

  /// The deliveries about a device, the newest first.
  private List<DeliveryEntry> steps(Principal caller, DeviceView device) {
    DeliveryQuery query =
        DeliveryQuery.of(caller.organization()).about(Set.of(new Subject(device.device().udid())));
    List<DeliveryEntry> found = new ArrayList<>();
    LogCursor cursor = LogCursor.START;
    for (int look = 0; look < LOOKS && !cursor.isEnd() && found.size() < STEPS; look++) {
      DeliveryPage page = webhooks.store().log().list(query, cursor, STEPS - found.size());
      found.addAll(page.entries());
      cursor = page.next();
    }
    return found;
  }

  /// The status in the words of a person.
  static String label(EffectiveStatus status) {
    return switch (status) {
      case NONE -> "Not seen yet";
      case ONLINE -> "Online";
      case OFFLINE -> "Offline";
      case UTILIZING -> "Utilizing";
      case UNPLUGGED -> "Unplugged";
    };
  }

  /// The class of its badge.
  static String tone(EffectiveStatus status) {
    return switch (status) {
      case ONLINE -> "good";
      case UTILIZING -> "busy";
      case OFFLINE -> "bad";
      case UNPLUGGED, NONE -> "off";
    };
  }
}

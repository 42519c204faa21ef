package io.fleetwire.portal;

import io.fleetwire.access.Permission;
import io.fleetwire.access.Principal;
import io.fleetwire.lab.DeviceView;
import io.fleetwire.lab.EffectiveStatus;
import io.fleetwire.lab.LabDesks;
import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One device of the lab: what it is, what became of it, and who retains it. Thread-safe.
final class DeviceArea implements Area {
  static final String ONE = Place.DEVICES.path() + "/{deviceId}";
  private static final Set<Permission> SEE = Set.of(Permission.LOGIN);

  private final Pages pages;
  private final LabDesks lab;
  private final Sightings sightings;
  private final Story story;
  private final InstantSource clock;

  DeviceArea(Pages pages, LabDesks lab, Sightings sightings, Story story, InstantSource clock) {
    this.pages = pages;
    this.lab = lab;
    this.sightings = sightings;
    this.story = story;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Paths.get(ONE, SEE, request -> device(200, request, RETAINED_FOR)),
        Paths.post(ONE + "/retain", SEE, this::retain));
  }

  private static final Fields RETAINED_FOR = Fields.of(Map.of("hours", "1"));

  private Reply device(int status, Request request, Fields fields) {
    Principal caller = request.principal();
    DeviceView device = known(lab, request);
    DeviceRow row =
        DeviceRow.of(device, HostRow.names(lab, caller.organization()), clock.instant());
    Sightings.Seen seen = sightings.exactly(caller, row.udid());
    DevicePage view =
        DevicePage.of(
            row,
            device,
            FindView.of("", seen, clock.instant()).hits().stream()
                .filter(hit -> !hit.path().equals(row.path()))
                .toList(),
            new DevicePage.Live(story.of(caller, seen), fields));
    return pages.show(
        status,
        request,
        Heading.below(Place.DEVICES, row.name(), Place.DEVICES.crumb()),
        (out, frame) -> JteDeviceGenerated.render(out, NoInterceptor.INSTANCE, frame, view));
  }

  private Reply retain(Request request) {
    DeviceView device = known(lab, request);
    Fields typed = Fields.read(request.form(), List.of("hours"));
    Fields fields = new Retaining(lab, clock).retain(request, List.of(device.device().id()), typed);
    return fields.isGood()
        ? pages.goTo(
            Place.DEVICES.path() + "/" + device.device().id(),
            "It is yours. Its status does not change by it.")
        : device(422, request, fields);
  }

  /// The device that the path names, of the caller's organization.
  static DeviceView known(LabDesks lab, Request request) {
    return lab.devices()
        .find(request.principal(), Numbers.of(request, "deviceId"))
        .orElseThrow(
            () ->
                new ProblemException(new Problem.NotFound("your organization has no such device")));
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

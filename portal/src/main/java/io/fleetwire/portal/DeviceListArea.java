package io.fleetwire.portal;

import io.fleetwire.access.Permission;
import io.fleetwire.access.Principal;
import io.fleetwire.lab.DeviceBody;
import io.fleetwire.lab.DeviceView;
import io.fleetwire.lab.Group;
import io.fleetwire.lab.GroupChange;
import io.fleetwire.lab.Groups;
import io.fleetwire.lab.LabDesks;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The devices of the lab, and what is done to several at once. Thread-safe.
final class DeviceListArea implements Area {
  private static final Set<Permission> SEE = Set.of(Permission.LOGIN);

  /// A screen or two.
  private static final int PAGE = 50;

  private final Pages pages;
  private final LabDesks lab;
  private final InstantSource clock;

  DeviceListArea(Pages pages, LabDesks lab, InstantSource clock) {
    this.pages = pages;
    this.lab = lab;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    String all = Place.DEVICES.path();
    return List.of(
        Paths.get(all, SEE, request -> list(200, request, Fields.EMPTY)),
        Paths.post(all + "/group", SEE, request -> act(request, this::group)),
        Paths.post(all + "/tag", Set.of(Permission.DEVICE_TAG), request -> act(request, this::tag)),
        Paths.post(all + "/retain", SEE, request -> act(request, this::retain)));
  }

  private Reply list(int status, Request request, Fields bulk) {
    Principal caller = request.principal();
    DeviceFilter filter = DeviceFilter.of(request);
    Instant now = clock.instant();
    Map<Long, String> hosts = HostRow.names(lab, caller.organization());
    Part<DeviceView> part =
        Part.of(PAGE, max -> lab.devices().listAfter(caller, filter.query(), filter.after(), max));
    List<DeviceRow> rows =
        part.rows().stream().map(device -> DeviceRow.of(device, hosts, now)).toList();
    DeviceListView view =
        new DeviceListView(
            filter,
            StatusTile.of(lab.fleet().countByStatus(caller.organization())),
            new DeviceListView.Choices(
                hosts, groups(caller, Group.Kind.TEAM), groups(caller, Group.Kind.BUNDLE)),
            new DeviceListView.Bulk(bulk, changeable(caller)),
            rows,
            part.hasMore() ? rows.getLast().id() : 0);
    return pages.show(
        status,
        request,
        Heading.of(Place.DEVICES),
        (out, frame) -> JteDevicesGenerated.render(out, NoInterceptor.INSTANCE, frame, view));
  }

  private List<Group> groups(Principal caller, Group.Kind kind) {
    return lab.groups().names(caller.organization(), kind);
  }

  /// The teams and bundles that somebody may put devices into.
  private List<Choice> changeable(Principal caller) {
    List<Choice> choices = new ArrayList<>();
    for (Group.Kind kind : Group.Kind.values()) {
      groups(caller, kind).stream()
          .filter(group -> Groups.mayChange(caller, group))
          .map(GroupChoice::of)
          .forEach(choices::add);
    }
    return choices;
  }

  /// What is done to devices; returns the fields with what is wrong beside them.
  @FunctionalInterface
  private interface Act {
    Fields on(Request request, List<Long> devices, Fields fields);
  }

  private Reply act(Request request, Act act) {
    List<Long> devices = Picks.of(request.form());
    List<String> names = new ArrayList<>(List.of("group", "tag", "hours"));
    devices.forEach(id -> names.add(Picks.field(id)));
    Fields typed = Fields.read(request.form(), names);
    Fields fields =
        devices.isEmpty()
            ? typed.withFault("devices", "Choose at least one device in the list.")
            : act.on(request, devices, typed);
    return fields.isGood()
        ? pages.goTo(
            DeviceFilter.of(request).path(),
            "Done: " + Amounts.count(devices.size(), "device", "devices") + ".")
        : list(422, request, fields);
  }

  private Fields group(Request request, List<Long> devices, Fields fields) {
    GroupChange change = GroupChange.devices(devices, List.of());
    return GroupChoice.change(lab.groups(), request.principal(), fields, change);
  }

  /// Adds one tag to each.
  private Fields tag(Request request, List<Long> devices, Fields fields) {
    Principal caller = request.principal();
    ObjectNode wish = JsonNodeFactory.instance.objectNode();
    wish.putArray("tags").add(fields.value("tag").strip());
    return switch (Heard.of(wish, fields, Map.of("tags", "tag"), DeviceBody::tags)) {
      case Heard.Faulty(Fields faulty) -> faulty;
      case Heard.Good(List<String> tags) -> {
        for (long id : devices) {
          lab.devices()
              .find(caller, id)
              .ifPresent(
                  view -> {
                    Set<String> all = new LinkedHashSet<>(view.tags());
                    all.addAll(tags);
                    lab.edits().tagForAll(caller, id, List.copyOf(all));
                  });
        }
        yield fields;
      }
    };
  }

  private Fields retain(Request request, List<Long> devices, Fields fields) {
    return new Retaining(lab, clock).retain(request, devices, fields);
  }
}

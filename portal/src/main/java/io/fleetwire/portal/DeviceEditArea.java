package io.fleetwire.portal;

import io.fleetwire.access.Permission;
import io.fleetwire.access.Principal;
import io.fleetwire.lab.Device;
import io.fleetwire.lab.DeviceBody;
import io.fleetwire.lab.DeviceEdits;
import io.fleetwire.lab.DeviceView;
import io.fleetwire.lab.Group;
import io.fleetwire.lab.GroupChange;
import io.fleetwire.lab.Groups;
import io.fleetwire.lab.LabDesks;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Changes one device: each thing in a form of its own, behind the vendor's permission for it.
/// Thread-safe.
final class DeviceEditArea implements Area {
  private static final String ONE = DeviceArea.ONE;
  private static final Set<Permission> SEE = Set.of(Permission.LOGIN);
  private static final Set<Permission> MANAGE = Set.of(Permission.LAB_MANAGE);

  private final Pages pages;
  private final LabDesks lab;
  private final InstantSource clock;

  DeviceEditArea(Pages pages, LabDesks lab, InstantSource clock) {
    this.pages = pages;
    this.lab = lab;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Paths.get(ONE + "/edit", SEE, request -> form(200, request, typed(request, List.of()))),
        Paths.post(ONE + "/name", Set.of(Permission.DEVICE_NAME), this::rename),
        Paths.post(ONE + "/tags", Set.of(Permission.DEVICE_TAG), this::tag),
        Paths.post(ONE + "/mine", SEE, this::mark),
        Paths.post(ONE + "/groups", SEE, this::regroup),
        Paths.post(ONE + "/manage", MANAGE, this::manage),
        Paths.get(ONE + "/delete", MANAGE, this::askDeletion),
        Paths.post(ONE + "/delete", MANAGE, this::delete));
  }

  /// All fields as they are, and `names` as they were typed.
  private Fields typed(Request request, List<String> names) {
    Map<String, String> values =
        new HashMap<>(DeviceEditView.values(DeviceArea.known(lab, request)));
    names.forEach(name -> values.put(name, request.form().find(name).orElse("")));
    return Fields.of(values);
  }

  private Reply form(int status, Request request, Fields fields) {
    Principal caller = request.principal();
    DeviceView device = DeviceArea.known(lab, request);
    DeviceRow row =
        DeviceRow.of(device, HostRow.names(lab, caller.organization()), clock.instant());
    List<DeviceEditView.Belongs> belongs = new ArrayList<>();
    List<Choice> choices = new ArrayList<>();
    for (Group.Kind kind : Group.Kind.values()) {
      for (Group group : lab.groups().names(caller.organization(), kind)) {
        boolean mayChange = Groups.mayChange(caller, group);
        boolean fits =
            group.platform().isEmpty()
                || group.platform().equals(device.device().facts().platform().label());
        if (device.groups().contains(group.id())) {
          belongs.add(DeviceEditView.Belongs.of(group, mayChange));
        } else if (mayChange && fits) {
          choices.add(GroupChoice.of(group));
        }
      }
    }
    DeviceEditView view = new DeviceEditView(row, fields, belongs, choices);
    Crumb crumb = new Crumb(row.name(), row.path());
    return pages.show(
        status,
        request,
        Heading.below(Place.DEVICES, "Edit", Place.DEVICES.crumb(), crumb),
        (out, frame) -> JteDeviceEditGenerated.render(out, NoInterceptor.INSTANCE, frame, view));
  }

  private Reply rename(Request request) {
    Fields fields = typed(request, List.of("name"));
    ObjectNode wish = JsonNodeFactory.instance.objectNode().put("name", fields.value("name"));
    return switch (Heard.of(wish, fields, Map.of(), DeviceBody::name)) {
      case Heard.Faulty(Fields faulty) -> form(422, request, faulty);
      case Heard.Good(String name) -> {
        lab.edits().rename(request.principal(), id(request), name);
        yield saved(request);
      }
    };
  }

  private Reply tag(Request request) {
    Fields fields = typed(request, List.of("tags"));
    return switch (tags(fields, "tags")) {
      case Heard.Faulty(Fields faulty) -> form(422, request, faulty);
      case Heard.Good(List<String> tags) -> {
        lab.edits().tagForAll(request.principal(), id(request), tags);
        yield saved(request);
      }
    };
  }

  /// One's own tags, and whether it is a favorite.
  private Reply mark(Request request) {
    Fields fields = typed(request, List.of("personalTags", "favorite"));
    return switch (tags(fields, "personalTags")) {
      case Heard.Faulty(Fields faulty) -> form(422, request, faulty);
      case Heard.Good(List<String> tags) -> {
        Principal caller = request.principal();
        lab.edits().tagForOneself(caller, id(request), tags);
        lab.edits().favor(caller, id(request), fields.isOn("favorite"));
        yield saved(request);
      }
    };
  }

  private static Heard<List<String>> tags(Fields fields, String field) {
    ObjectNode wish = JsonNodeFactory.instance.objectNode();
    wish.putArray("tags");
    GroupForm.words(fields.value(field)).forEach(wish.withArray("tags")::add);
    return Heard.of(wish, fields, Map.of("tags", field), DeviceBody::tags);
  }

  /// Puts it into a team or bundle, or takes it out of one.
  private Reply regroup(Request request) {
    Fields fields = typed(request, List.of("group"));
    List<Long> device = List.of(id(request));
    boolean takes = request.form().find("act").filter("out"::equals).isPresent();
    GroupChange change =
        takes ? GroupChange.devices(List.of(), device) : GroupChange.devices(device, List.of());
    Fields judged = GroupChoice.change(lab.groups(), request.principal(), fields, change);
    return judged.isGood() ? saved(request) : form(422, request, judged);
  }

  private Reply manage(Request request) {
    Fields fields = typed(request, List.of("hosting", "hidden", "appiumDisabled", "forcedOffline"));
    ObjectNode wish = JsonNodeFactory.instance.objectNode();
    wish.put("hosting", fields.value("hosting"));
    for (String name : List.of("hidden", "appiumDisabled", "forcedOffline")) {
      wish.put(name, fields.isOn(name));
    }
    return switch (Heard.of(wish, fields, Map.of(), DeviceBody::managed)) {
      case Heard.Faulty(Fields faulty) -> form(422, request, faulty);
      case Heard.Good(DeviceEdits.Managed managed) -> {
        lab.edits().manage(request.principal(), id(request), managed, request.requestId());
        yield saved(request);
      }
    };
  }

  private Reply askDeletion(Request request) {
    DeviceRow row = DeviceRow.of(DeviceArea.known(lab, request), Map.of(), clock.instant());
    DeviceEditView view = new DeviceEditView(row, Fields.EMPTY, List.of(), List.of());
    return pages.ask(request, Place.DEVICES, view.deletion());
  }

  private Reply delete(Request request) {
    Device device = DeviceArea.known(lab, request).device();
    lab.edits().remove(request.principal(), device.id(), request.requestId());
    return pages.goTo(
        Place.DEVICES.path(), "“" + DeviceRow.name(device.facts()) + "” was removed.");
  }

  private Reply saved(Request request) {
    return pages.goTo(Place.DEVICES.path() + "/" + id(request) + "/edit", "Saved.");
  }

  private long id(Request request) {
    return DeviceArea.known(lab, request).device().id();
  }
}

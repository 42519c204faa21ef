package io.fleetwire.portal;

import io.fleetwire.access.Directory;
import io.fleetwire.access.Permission;
import io.fleetwire.access.Principal;
import io.fleetwire.access.User;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.lab.DeviceQuery;
import io.fleetwire.lab.DeviceView;
import io.fleetwire.lab.Group;
import io.fleetwire.lab.GroupAnswer;
import io.fleetwire.lab.GroupChange;
import io.fleetwire.lab.Groups;
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
import java.util.stream.Stream;

/// Teams, or bundles: seen by all; made, changed, filled and deleted by those who may. Thread-safe.
final class GroupArea implements Area {
  private static final Set<Permission> SEE = Set.of(Permission.LOGIN);

  /// A screen or two.
  private static final int PAGE = 50;

  /// Each is looked up by itself; whoever has more sends them in parts.
  private static final int UDIDS_MAX = 500;

  private final Pages pages;
  private final LabDesks lab;
  private final Directory directory;
  private final InstantSource clock;
  private final Group.Kind kind;
  private final Place place;

  GroupArea(Pages pages, LabDesks lab, Directory directory, InstantSource clock, Group.Kind kind) {
    this.pages = pages;
    this.lab = lab;
    this.directory = directory;
    this.clock = clock;
    this.kind = kind;
    this.place = GroupView.place(kind);
  }

  @Override
  public List<Route> routes() {
    String all = place.path();
    String one = all + "/{" + GroupView.word(kind) + "Id}";
    Set<Permission> change = Set.of(creating());
    List<Route> routes =
        List.of(
            Paths.get(all, SEE, this::list),
            Paths.get(all + "/new", change, request -> blank(200, request, Fields.EMPTY)),
            Paths.post(all + "/new", change, this::create),
            Paths.get(one, SEE, this::show),
            Paths.post(one, change, this::save),
            Paths.post(one + "/devices", change, this::fill),
            Paths.get(one + "/delete", change, this::askDeletion),
            Paths.post(one + "/delete", change, this::delete));
    return switch (kind) {
      case BUNDLE -> routes;
      case TEAM -> {
        Route copy = Paths.post(one + "/clone", change, this::copy);
        yield Stream.concat(routes.stream(), Stream.of(copy)).toList();
      }
    };
  }

  private Permission creating() {
    return switch (kind) {
      case TEAM -> Permission.LAB_MANAGE;
      case BUNDLE -> Permission.LOGIN;
    };
  }

  private Reply list(Request request) {
    List<GroupRow> rows =
        lab.groups().list(organization(request), kind).stream().map(GroupRow::of).toList();
    boolean mayCreate = request.principal().may(creating());
    return pages.show(
        request,
        Heading.of(place),
        (out, frame) ->
            JteGroupsGenerated.render(out, NoInterceptor.INSTANCE, frame, rows, mayCreate));
  }

  private Reply blank(int status, Request request, Fields fields) {
    Group none = new Group(0, organization(request), kind, "", "", "", true, List.of(), List.of());
    return page(status, request, new GroupView(none, true, fields, GroupView.Content.NONE));
  }

  private Reply create(Request request) {
    Fields fields = GroupForm.fields(request.form());
    return switch (GroupForm.wish(fields, organization(request), kind, users(request))) {
      case Heard.Faulty(Fields faulty) -> blank(422, request, faulty);
      case Heard.Good(Group wish) -> {
        GroupAnswer answer = lab.groups().create(request.principal(), wish);
        yield answer instanceof GroupAnswer.Saved(Group group)
            ? pages.goTo(
                place.path() + "/" + group.id(),
                "“" + group.name() + "” was created. Put devices in.")
            : blank(422, request, judged(answer, fields));
      }
    };
  }

  private Reply show(Request request) {
    Group group = known(request);
    return show(200, request, group, GroupForm.of(group, users(request)));
  }

  private Reply show(int status, Request request, Group group, Fields fields) {
    boolean mayChange = Groups.mayChange(request.principal(), group);
    return page(
        status,
        request,
        new GroupView(group, mayChange, fields, content(request, group, Fields.EMPTY)));
  }

  private Reply save(Request request) {
    Group group = known(request);
    Fields fields = GroupForm.fields(request.form());
    return switch (GroupForm.change(fields, kind, users(request))) {
      case Heard.Faulty(Fields faulty) -> show(422, request, group, faulty);
      case Heard.Good(GroupChange change) -> {
        Fields judged =
            judged(lab.groups().change(request.principal(), kind, group.id(), change), fields);
        yield judged.isGood()
            ? pages.goTo(place.path() + "/" + group.id(), "Saved.")
            : show(422, request, group, judged);
      }
    };
  }

  /// Puts devices in, or takes those out that are chosen.
  private Reply fill(Request request) {
    Group group = known(request);
    Fields typed = Fields.read(request.form(), List.of("udids"));
    boolean takes = request.form().find("act").filter("out"::equals).isPresent();
    List<Long> taken = takes ? Picks.of(request.form()) : List.of();
    List<Long> put = new ArrayList<>();
    Fields fields = takes ? typed : named(request.principal(), typed, put);
    if (takes && taken.isEmpty()) {
      fields = fields.withFault("devices", "Choose at least one device.");
    }
    if (fields.isGood()) {
      GroupChange change = GroupChange.devices(put, taken);
      fields = judged(lab.groups().change(request.principal(), kind, group.id(), change), fields);
    }
    if (fields.isGood()) {
      int count = put.size() + taken.size();
      return pages.goTo(
          place.path() + "/" + group.id(),
          Amounts.count(count, "device was", "devices were")
              + (takes ? " taken out." : " put in."));
    }
    return filled(request, group, fields);
  }

  private Reply copy(Request request) {
    Group group = known(request);
    Fields fields = Fields.read(request.form(), List.of("copy"));
    return switch (GroupForm.nameOfClone(fields)) {
      case Heard.Faulty(Fields faulty) -> filled(request, group, faulty);
      case Heard.Good(String name) -> {
        GroupAnswer answer = lab.groups().copy(request.principal(), kind, group.id(), name);
        yield answer instanceof GroupAnswer.Saved(Group made)
            ? pages.goTo(
                place.path() + "/" + made.id(),
                "“" + made.name() + "” was created, with all that “" + group.name() + "” has.")
            : filled(
                request,
                group,
                fields.withFault("copy", judged(answer, Fields.EMPTY).fault("name")));
      }
    };
  }

  /// The page of a group with what is wrong with one of its smaller forms.
  private Reply filled(Request request, Group group, Fields fields) {
    return page(
        422,
        request,
        new GroupView(
            group, true, GroupForm.of(group, users(request)), content(request, group, fields)));
  }

  /// Adds the devices of the UDIDs that were typed to `found`, or says which are none.
  private Fields named(Principal caller, Fields typed, List<Long> found) {
    List<String> words = GroupForm.words(typed.value("udids"));
    if (words.isEmpty() || words.size() > UDIDS_MAX) {
      return typed.withFault("udids", "Write 1 to " + UDIDS_MAX + " UDIDs, one a line.");
    }
    Fields fields = typed;
    for (String word : words) {
      Optional<DeviceView> device = lab.devices().findByUdid(caller, word);
      device.ifPresent(view -> found.add(view.device().id()));
      if (device.isEmpty()) {
        fields = fields.withFault("udids", "Your organization has no device “" + word + "”.");
      }
    }
    return fields;
  }

  private GroupView.Content content(Request request, Group group, Fields fields) {
    Instant now = clock.instant();
    Principal caller = request.principal();
    long after = Numbers.asked(request, "after", 0);
    Part<DeviceView> part =
        Part.of(
            PAGE,
            max -> lab.devices().listAfter(caller, DeviceQuery.ofGroup(group.id()), after, max));
    Map<Long, String> hosts = HostRow.names(lab, caller.organization());
    return new GroupView.Content(
        fields,
        part.rows().stream().map(device -> DeviceRow.of(device, hosts, now)).toList(),
        part.path(
            place.path() + "/" + group.id() + "?after=",
            view -> Long.toString(view.device().id())));
  }

  private Reply askDeletion(Request request) {
    Group group = known(request);
    GroupView view = new GroupView(group, true, Fields.EMPTY, GroupView.Content.NONE);
    return pages.ask(request, place, view.deletion());
  }

  private Reply delete(Request request) {
    Group group = known(request);
    judged(lab.groups().remove(request.principal(), kind, group.id()), Fields.EMPTY);
    return pages.goTo(place.path(), "“" + group.name() + "” was deleted.");
  }

  private Reply page(int status, Request request, GroupView view) {
    return pages.show(
        status,
        request,
        Heading.below(place, view.title(), place.crumb()),
        (out, frame) -> JteGroupGenerated.render(out, NoInterceptor.INSTANCE, frame, view));
  }

  /// The fields with what the lab refuses beside them; the same ones when it is done.
  private Fields judged(GroupAnswer answer, Fields fields) {
    String word = GroupView.word(kind);
    return switch (answer) {
      case GroupAnswer.Saved _ -> fields;
      case GroupAnswer.Refused(String field, String message) ->
          fields.withFault(
              GroupForm.NAMES.getOrDefault(field, field), Texts.sentence(message) + ".");
      case GroupAnswer.NameTaken(String name) ->
          fields.withFault(
              "name",
              "Your organization has a " + word + " called “" + name + "”. Choose another name.");
      case GroupAnswer.TooMany(int max) ->
          fields.withFault(
              "name", "An organization has at most " + max + " " + word + "s. Delete one first.");
      case GroupAnswer.Unknown() -> throw unknown();
      case GroupAnswer.NotTheirs() ->
          throw new ProblemException(
              new Problem.Forbidden("somebody else made it; ask them, or who manages the lab"));
    };
  }

  private Group known(Request request) {
    long id = Numbers.of(request, GroupView.word(kind) + "Id");
    return lab.groups().find(organization(request), kind, id).orElseThrow(this::unknown);
  }

  private ProblemException unknown() {
    return new ProblemException(
        new Problem.NotFound(
            "your organization has no such " + GroupView.word(kind) + "; it may be deleted"));
  }

  private List<User> users(Request request) {
    return kind == Group.Kind.TEAM ? directory.users(organization(request)) : List.of();
  }

  private static OrganizationId organization(Request request) {
    return request.principal().organization();
  }
}

package io.fleetwire.portal;

import io.fleetwire.access.Permission;
import io.fleetwire.lab.DeviceBody;
import io.fleetwire.lab.Host;
import io.fleetwire.lab.Hosts;
import io.fleetwire.lab.LabDesks;
import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The machines that devices hang on: agents make them, people name and prepare them. Thread-safe.
final class HostArea implements Area {
  private static final Set<Permission> MANAGE = Set.of(Permission.LAB_MANAGE);
  private static final String ALL = Place.HOSTS.path();
  private static final String ONE = ALL + "/{hostId}";

  private final Pages pages;
  private final LabDesks lab;

  HostArea(Pages pages, LabDesks lab) {
    this.pages = pages;
    this.lab = lab;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Paths.get(ALL, MANAGE, this::list),
        Paths.get(
            ALL + "/new",
            MANAGE,
            request ->
                form(200, request, HostFormView.blank(Fields.of(Map.of("hosting", "local"))))),
        Paths.post(ALL + "/new", MANAGE, this::create),
        Paths.get(ONE, MANAGE, request -> form(200, request, HostFormView.of(known(request)))),
        Paths.post(ONE, MANAGE, this::replace),
        Paths.get(
            ONE + "/delete",
            MANAGE,
            request -> pages.ask(request, Place.HOSTS, HostFormView.of(known(request)).deletion())),
        Paths.post(ONE + "/delete", MANAGE, this::delete));
  }

  private Reply list(Request request) {
    List<HostRow> rows =
        lab.hosts().list(request.principal().organization()).stream().map(HostRow::of).toList();
    return pages.show(
        request,
        Heading.of(Place.HOSTS),
        (out, frame) -> JteHostsGenerated.render(out, NoInterceptor.INSTANCE, frame, rows));
  }

  private Reply create(Request request) {
    Fields fields = fields(request);
    return switch (read(fields)) {
      case Heard.Faulty(Fields faulty) -> form(422, request, HostFormView.blank(faulty));
      case Heard.Good(Host.Wish wish) -> {
        Fields judged = judged(lab.hosts().create(request.principal(), wish), fields);
        yield judged.isGood()
            ? pages.goTo(ALL, "“" + wish.name() + "” was created. Start its agent.")
            : form(422, request, HostFormView.blank(judged));
      }
    };
  }

  private Reply replace(Request request) {
    Host host = known(request);
    Fields fields = fields(request);
    return switch (read(fields)) {
      case Heard.Faulty(Fields faulty) -> form(422, request, HostFormView.of(host, faulty));
      case Heard.Good(Host.Wish wish) -> {
        Fields judged = judged(lab.hosts().replace(request.principal(), host.id(), wish), fields);
        yield judged.isGood()
            ? pages.goTo(ALL, "“" + wish.name() + "” was saved.")
            : form(422, request, HostFormView.of(host, judged));
      }
    };
  }

  private Reply delete(Request request) {
    Host host = known(request);
    judged(lab.hosts().remove(request.principal(), host.id()), Fields.EMPTY);
    return pages.goTo(ALL, "“" + host.name() + "” was deleted.");
  }

  private Reply form(int status, Request request, HostFormView view) {
    return pages.show(
        status,
        request,
        Heading.below(Place.HOSTS, view.title(), Place.HOSTS.crumb()),
        (out, frame) -> JteHostFormGenerated.render(out, NoInterceptor.INSTANCE, frame, view));
  }

  private static Fields fields(Request request) {
    return Fields.read(request.form(), List.of("name", "hosting"));
  }

  private static Heard<Host.Wish> read(Fields fields) {
    ObjectNode wish = JsonNodeFactory.instance.objectNode();
    wish.put("name", fields.value("name"));
    wish.put("hosting", fields.value("hosting"));
    return Heard.of(wish, fields, Map.of(), DeviceBody::host);
  }

  private static Fields judged(Hosts.Answer answer, Fields fields) {
    return switch (answer) {
      case Hosts.Answer.Saved _ -> fields;
      case Hosts.Answer.NameTaken(String name) ->
          fields.withFault(
              "name", "Your organization has a host called “" + name + "”. Choose another name.");
      case Hosts.Answer.TooMany(int max) ->
          fields.withFault(
              "name", "An organization has at most " + max + " hosts. Delete one first.");
      case Hosts.Answer.Unknown() -> throw unknown();
    };
  }

  private Host known(Request request) {
    return lab.hosts()
        .find(request.principal().organization(), Numbers.of(request, "hostId"))
        .orElseThrow(HostArea::unknown);
  }

  private static ProblemException unknown() {
    return new ProblemException(
        new Problem.NotFound("your organization has no such host; it may be deleted"));
  }
}

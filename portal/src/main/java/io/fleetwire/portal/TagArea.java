package io.fleetwire.portal;

import io.fleetwire.access.Permission;
import io.fleetwire.lab.Tags;
import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The words on devices, changed on all of them at once. Thread-safe.
final class TagArea implements Area {
  private static final String ONE = Place.TAGS.path() + "/{tag}";
  private static final String DELETE = ONE + "/delete";

  /// A screen or two.
  private static final int PAGE = 100;

  private static final Set<Permission> SEE = Set.of(Permission.LOGIN);
  private static final Set<Permission> CHANGE = Set.of(Permission.DEVICE_TAG);

  private final Pages pages;
  private final Tags tags;

  TagArea(Pages pages, Tags tags) {
    this.pages = pages;
    this.tags = tags;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Paths.get(Place.TAGS.path(), SEE, this::list),
        Paths.get(ONE, CHANGE, this::form),
        Paths.post(ONE, CHANGE, this::rename),
        Paths.get(
            DELETE, CHANGE, request -> pages.ask(request, Place.TAGS, known(request).deletion())),
        Paths.post(DELETE, CHANGE, this::delete));
  }

  private Reply list(Request request) {
    String after = request.query("after").orElse("");
    Part<Tags.Tag> part =
        Part.of(PAGE, max -> tags.list(request.principal().organization(), after, max));
    String next = part.path(Place.TAGS.path() + "?after=", tag -> Here.encoded(tag.name()));
    TagListView view = new TagListView(part.rows(), !after.isEmpty(), next);
    return pages.show(
        request,
        Heading.of(Place.TAGS),
        (out, frame) -> JteTagsGenerated.render(out, NoInterceptor.INSTANCE, frame, view));
  }

  private Reply form(Request request) {
    return form(200, request, known(request));
  }

  private Reply form(int status, Request request, TagFormView view) {
    return pages.show(
        status,
        request,
        Heading.below(Place.TAGS, view.tag(), Place.TAGS.crumb()),
        (out, frame) -> JteTagFormGenerated.render(out, NoInterceptor.INSTANCE, frame, view));
  }

  private Reply rename(Request request) {
    String tag = named(request);
    Fields fields = Fields.read(request.form(), List.of("name"));
    String name = fields.value("name").strip();
    return switch (tags.rename(request.principal(), tag, name)) {
      case Tags.Answer.Done(int devices) ->
          pages.goTo(
              Place.TAGS.path(),
              "“" + tag + "” is “" + name + "” now, on " + devices(devices) + ".");
      case Tags.Answer.Refused(String message) ->
          form(
              422,
              request,
              known(request).with(fields.withFault("name", Texts.sentence(message) + ".")));
      case Tags.Answer.Unknown() -> throw unknown();
    };
  }

  private Reply delete(Request request) {
    String tag = named(request);
    return switch (tags.remove(request.principal(), tag)) {
      case Tags.Answer.Done(int devices) ->
          pages.goTo(Place.TAGS.path(), "“" + tag + "” was taken off " + devices(devices) + ".");
      case Tags.Answer.Refused _, Tags.Answer.Unknown _ -> throw unknown();
    };
  }

  private static String devices(int count) {
    return Amounts.count(count, "device", "devices");
  }

  private static String named(Request request) {
    return Tags.ofPath(request.pathParameter("tag"));
  }

  /// The tag that the path names, if any device has it.
  private TagFormView known(Request request) {
    String wanted = named(request);
    return tags.find(request.principal().organization(), wanted)
        .map(
            tag ->
                new TagFormView(
                    tag.name(),
                    tag.devices(),
                    tags.webhooksAbout(request.principal().organization(), wanted).size(),
                    Fields.of(Map.of("name", tag.name()))))
        .orElseThrow(TagArea::unknown);
  }

  private static ProblemException unknown() {
    return new ProblemException(
        new Problem.NotFound("no device of your organization has this tag, or no longer"));
  }
}

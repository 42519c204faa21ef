package io.fleetwire.portal;

import io.fleetwire.access.Organization;
import io.fleetwire.access.Permission;
import io.fleetwire.apple.AppleBook;
import io.fleetwire.apple.AppleBook.Call;
import io.fleetwire.apple.AppleBook.Calls;
import io.fleetwire.apple.AppleBook.Channel;
import io.fleetwire.apple.AppleBook.Line;
import io.fleetwire.apple.AppleDesks;
import io.fleetwire.apple.PushAnswer;
import io.fleetwire.apple.PushTarget;
import io.fleetwire.web.Handler;
import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Apple devices: who is enrolled, what each said and was told, what the backend was asked. They
/// belong to the server and not to an organization, so only people of the one that runs it see
/// them. Thread-safe.
final class AppleArea implements Area {
  private static final String ONE = AppleTab.DEVICES.path() + "/devices/{channelId}";
  private static final String PROFILE = "/mdm/apple/enroll";
  private static final Set<Permission> SETTINGS = Set.of(Permission.SETTINGS);

  /// A screen or two.
  private static final int PAGE = 50;

  private final Pages pages;
  private final Optional<AppleDesks> found;
  private final String profile;
  private final InstantSource clock;

  AppleArea(Pages pages, Optional<AppleDesks> desks, Optional<URI> publicUrl, InstantSource clock) {
    this.pages = pages;
    this.found = desks;
    this.profile = publicUrl.map(url -> url.resolve(PROFILE).toString()).orElse(PROFILE);
    this.clock = clock;
  }

  /// A page of devices that are managed here.
  @FunctionalInterface
  private interface Page {
    Reply show(Request request, AppleDesks desks);
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Paths.get(AppleTab.DEVICES.path(), SETTINGS, guarded(this::devices)),
        Paths.get(ONE, SETTINGS, guarded(this::device)),
        Paths.post(ONE + "/push", SETTINGS, guarded(this::push)),
        Paths.get(ONE + "/webhooks", SETTINGS, guarded(this::callsOfOne)),
        Paths.get(AppleTab.CALLS.path(), SETTINGS, guarded(this::calls)));
  }

  private Handler guarded(Page page) {
    return request -> {
      if (!Organization.runsTheServer(request.principal().organization())) {
        throw new ProblemException(
            new Problem.Forbidden("Apple devices belong to the whole server; ask whoever runs it"));
      }
      return found.map(desks -> page.show(request, desks)).orElseGet(() -> none(request));
    };
  }

  private Reply none(Request request) {
    return pages.show(
        request,
        Heading.of(Place.APPLE),
        (out, frame) -> JteAppleNoneGenerated.render(out, NoInterceptor.INSTANCE, frame));
  }

  private Reply devices(Request request, AppleDesks desks) {
    String search = request.query("search").orElse("").strip();
    String after = request.query("after").orElse("");
    Part<Channel> part = Part.of(PAGE, max -> desks.book().channels(search, after, max));
    Instant now = clock.instant();
    String next =
        part.path(
            AppleTab.DEVICES.path() + "?search=" + Here.encoded(search) + "&after=",
            channel -> Here.encoded(channel.channelId()));
    List<AppleRow> rows = part.rows().stream().map(row -> AppleRow.of(row, now)).toList();
    List<PushView> push =
        desks.push().certificate().stream().map(it -> PushView.of(it, now)).toList();
    AppleListView view = new AppleListView(search, after.isEmpty(), rows, next, profile, push);
    return pages.show(
        request,
        Heading.of(Place.APPLE),
        (out, frame) -> JteAppleDevicesGenerated.render(out, NoInterceptor.INSTANCE, frame, view));
  }

  private Reply device(Request request, AppleDesks desks) {
    Instant now = clock.instant();
    AppleBook book = desks.book();
    AppleRow row = AppleRow.of(known(request, book), now);
    String id = row.channel().channelId();
    Part<Line> part = Part.of(PAGE, max -> book.timeline(id, before(request), max));
    List<AppleRow> users =
        book.channelsOf(id).stream()
            .map(channel -> AppleRow.of(channel, now))
            .filter(AppleRow::isUser)
            .toList();
    AppleDeviceView view =
        new AppleDeviceView(
            row,
            book.findAttested(row.channel().deviceId())
                .map(attested -> AppleDeviceView.Vouched.of(attested, now)),
            users,
            book.declarations(id).stream()
                .map(declaration -> AppleDeviceView.Declared.of(declaration, now))
                .toList(),
            part.rows().stream().map(line -> AppleDeviceView.Step.of(line, now)).toList(),
            part.path(row.path() + "?before=", line -> Long.toString(line.number())),
            desks
                .push()
                .hindrance(target(row))
                .map(why -> Texts.sentence(why.explanation()))
                .orElse(""));
    return pages.show(
        request,
        Heading.below(Place.APPLE, row.title(), Place.APPLE.crumb()),
        (out, frame) -> JteAppleDeviceGenerated.render(out, NoInterceptor.INSTANCE, frame, view));
  }

  private static PushTarget target(AppleRow row) {
    return new PushTarget(row.channel().deviceId(), row.channel().channelId());
  }

  private Reply push(Request request, AppleDesks desks) {
    AppleRow row = AppleRow.of(known(request, desks.book()), clock.instant());
    PushAnswer answer = desks.push().push(target(row), request.requestId());
    String what = answer instanceof PushAnswer.Sent ? "Woken" : "Not woken";
    return pages.goTo(row.path(), what + ": " + answer.explanation() + ".");
  }

  private Reply calls(Request request, AppleDesks desks) {
    Part<Call> part =
        Part.of(PAGE, max -> desks.book().calls(which(request), before(request), max));
    AppleCallsView view = calls(request, "", AppleTab.CALLS.path(), part);
    return log(request, Heading.below(Place.APPLE, "Webhook log", Place.APPLE.crumb()), view);
  }

  private Reply callsOfOne(Request request, AppleDesks desks) {
    AppleRow row = AppleRow.of(known(request, desks.book()), clock.instant());
    String id = row.channel().channelId();
    Part<Call> part =
        Part.of(PAGE, max -> desks.book().callsOf(id, which(request), before(request), max));
    AppleCallsView view = calls(request, row.title(), row.callsPath(), part);
    Crumb device = new Crumb(row.title(), row.path());
    return log(
        request, Heading.below(Place.APPLE, "Webhook log", Place.APPLE.crumb(), device), view);
  }

  private static Calls which(Request request) {
    return request.query("failed").isPresent() ? Calls.FAILED : Calls.ALL;
  }

  private AppleCallsView calls(Request request, String title, String path, Part<Call> part) {
    Instant now = clock.instant();
    boolean failedOnly = which(request) == Calls.FAILED;
    return new AppleCallsView(
        title,
        part.rows().stream().map(call -> AppleCallsView.Row.of(call, now)).toList(),
        part.path(
            path + (failedOnly ? "?failed=on&before=" : "?before="),
            call -> Long.toString(call.number())),
        new AppleCallsView.Filter(
            failedOnly,
            request.query("before").isEmpty(),
            failedOnly ? path : path + "?failed=on"));
  }

  private Reply log(Request request, Heading heading, AppleCallsView view) {
    return pages.show(
        request,
        heading,
        (out, frame) -> JteAppleCallsGenerated.render(out, NoInterceptor.INSTANCE, frame, view));
  }

  private static Channel known(Request request, AppleBook book) {
    return book.findChannel(request.pathParameter("channelId"))
        .orElseThrow(
            () ->
                new ProblemException(
                    new Problem.NotFound(
                        "no such device is enrolled; those that left are forgotten after a"
                            + " while")));
  }

  private static long before(Request request) {
    return Numbers.asked(request, "before", Long.MAX_VALUE);
  }
}

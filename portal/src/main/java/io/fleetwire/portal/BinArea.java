package io.fleetwire.portal;

import io.fleetwire.access.Permission;
import io.fleetwire.bin.Bin;
import io.fleetwire.bin.BinDesk;
import io.fleetwire.bin.Catch;
import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Request bins: receivers inside the server, and what came to them. Thread-safe.
final class BinArea implements Area {
  static final String ALL = Place.BINS.path();

  private static final String ONE = ALL + "/{binId}";
  private static final Set<Permission> SETTINGS = Set.of(Permission.SETTINGS);

  private final Pages pages;
  private final BinDesk desk;
  private final Origins origins;
  private final InstantSource clock;

  BinArea(Pages pages, BinDesk desk, Origins origins, InstantSource clock) {
    this.pages = pages;
    this.desk = desk;
    this.origins = origins;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Paths.get(ALL, SETTINGS, request -> list(200, request, Fields.EMPTY)),
        Paths.post(ALL, SETTINGS, this::create),
        Paths.get(ONE, SETTINGS, this::one),
        Paths.post(ONE + "/answer", SETTINGS, this::answer),
        Paths.post(ONE + "/empty", SETTINGS, this::empty),
        Paths.get(ONE + "/delete", SETTINGS, this::question),
        Paths.post(ONE + "/delete", SETTINGS, this::delete),
        Paths.get(ONE + "/requests/{catchId}", SETTINGS, this::request));
  }

  private Reply list(int status, Request request, Fields fields) {
    List<BinView.Line> lines =
        desk.list(request.principal().organization()).stream()
            .map(bin -> BinView.Line.of(bin, url(bin), desk.catches(bin), clock.instant()))
            .toList();
    BinView.Shelf view = new BinView.Shelf(lines, fields);
    return pages.show(
        status,
        request,
        Heading.of(Place.BINS),
        (out, frame) -> JteBinsGenerated.render(out, NoInterceptor.INSTANCE, frame, view));
  }

  private Reply create(Request request) {
    Fields fields = Fields.read(request.form(), List.of("name"));
    return switch (desk.create(request.principal(), fields.value("name"), origins.of(request))) {
      case BinDesk.Answer.Made(Bin bin) ->
          pages.goTo(BinView.path(bin), "Here is your bin. Use its address as a callback URL.");
      case BinDesk.Answer.Refused(String fault) ->
          list(422, request, fields.withFault("name", fault));
    };
  }

  private Reply one(Request request) {
    Bin bin = known(request);
    BinView view = BinView.of(bin, url(bin), desk.catches(bin), clock.instant());
    return pages.show(
        request,
        Heading.below(Place.BINS, bin.name(), Place.BINS.crumb()),
        (out, frame) -> JteBinGenerated.render(out, NoInterceptor.INSTANCE, frame, view));
  }

  private Reply answer(Request request) {
    Bin bin = known(request);
    Bin.Answer answer =
        request
            .form()
            .find("answer")
            .flatMap(Bin.Answer::find)
            .orElseThrow(
                () ->
                    new ProblemException(
                        Problem.Invalid.of("answer", "choose one of the answers of the list")));
    requireKnown(desk.setAnswer(request.principal(), bin.id(), answer));
    return pages.goTo(BinView.path(bin), "From now on it answers " + BinView.words(answer) + ".");
  }

  private Reply empty(Request request) {
    Bin bin = known(request);
    requireKnown(desk.clear(request.principal(), bin.id()));
    return pages.goTo(BinView.path(bin), "The bin is empty.");
  }

  private Reply question(Request request) {
    return pages.ask(request, Place.BINS, BinView.deletion(known(request)));
  }

  private Reply delete(Request request) {
    Bin bin = known(request);
    requireKnown(desk.delete(request.principal(), bin.id()));
    return pages.goTo(ALL, "The bin “" + bin.name() + "” was deleted.");
  }

  private Reply request(Request request) {
    Bin bin = known(request);
    Catch caught =
        desk.findCatch(bin, Numbers.of(request, "catchId"))
            .orElseThrow(
                () ->
                    new ProblemException(
                        new Problem.NotFound(
                            "this request is not kept any more: a bin keeps the newest ones")));
    CatchView view = CatchView.of(bin, caught, clock.instant());
    return pages.show(
        request,
        Heading.below(
            Place.BINS,
            view.head().title(),
            Place.BINS.crumb(),
            new Crumb(bin.name(), BinView.path(bin))),
        (out, frame) -> JteCatchGenerated.render(out, NoInterceptor.INSTANCE, frame, view));
  }

  /// As people are to write it: by the public URL, else as its maker had come.
  private String url(Bin bin) {
    return bin.url(origins.known().orElse(bin.origin()));
  }

  private Bin known(Request request) {
    Optional<Bin> found =
        desk.find(request.principal().organization(), Numbers.of(request, "binId"));
    return found.orElseThrow(BinArea::unknown);
  }

  private static void requireKnown(boolean known) {
    if (!known) {
      throw unknown();
    }
  }

  private static ProblemException unknown() {
    return new ProblemException(
        new Problem.NotFound("your organization has no such bin; somebody may have deleted it"));
  }
}

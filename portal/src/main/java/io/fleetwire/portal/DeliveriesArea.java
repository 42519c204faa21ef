package io.fleetwire.portal;

import io.fleetwire.access.Permission;
import io.fleetwire.engine.DeliveryEntry;
import io.fleetwire.engine.DeliveryId;
import io.fleetwire.engine.DeliveryPage;
import io.fleetwire.engine.Ids;
import io.fleetwire.engine.LogCursor;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Redelivered;
import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What became of events: a list that refreshes itself, and one delivery. Thread-safe.
final class DeliveriesArea implements Area {
  private static final Set<Permission> WHO = Set.of(Permission.SETTINGS);
  private static final String ONE = Place.DELIVERIES.path() + "/{deliveryId}";
  private static final int PER_PAGE = 50;

  private final Pages pages;
  private final WebhookPorts ports;
  private final DeliveryPicture picture;
  private final InstantSource clock;

  DeliveriesArea(Pages pages, WebhookPorts ports, InstantSource clock) {
    this.pages = pages;
    this.ports = ports;
    this.picture = new DeliveryPicture(ports, clock);
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Paths.get(Place.DELIVERIES.path(), WHO, this::list),
        Paths.get(ONE, WHO, this::one),
        Paths.post(ONE + "/redeliver", WHO, this::redeliver));
  }

  private Reply list(Request request) {
    DeliveriesView view = view(request);
    // The list asks for itself alone when it refreshes.
    if (request.query("part").isPresent()) {
      return pages.show(
          request,
          Heading.of(Place.DELIVERIES),
          (out, frame) ->
              JteDeliveryRowsGenerated.render(out, NoInterceptor.INSTANCE, frame, view));
    }
    return pages.show(
        request,
        Heading.of(Place.DELIVERIES),
        (out, frame) -> JteDeliveryListGenerated.render(out, NoInterceptor.INSTANCE, frame, view));
  }

  private DeliveriesView view(Request request) {
    OrganizationId organization = request.principal().organization();
    Instant now = clock.instant();
    EndpointNames names = EndpointNames.of(ports, organization);
    Map<String, String> typed = new HashMap<>();
    DeliveryFilter.NAMES.forEach(name -> typed.put(name, request.query(name).orElse("")));
    DeliveryFilter.Found wanted = DeliveryFilter.read(Fields.of(typed), organization, now);
    LogCursor cursor = cursor(request);
    boolean isGood = wanted.fields().isGood();
    DeliveryPage page =
        isGood
            ? ports.store().log().list(wanted.query(), cursor, PER_PAGE)
            : new DeliveryPage(List.of(), LogCursor.END);
    boolean isFirst = cursor.equals(LogCursor.START);
    boolean isLive = isGood && isFirst && request.query("live").filter("off"::equals).isEmpty();
    String filter = DeliveryFilter.address(wanted.fields());
    String here = Place.DELIVERIES.path() + filter;
    return new DeliveriesView(
        wanted.fields(),
        names.choices(),
        new DeliveriesView.Found(
            page.entries().stream()
                .map(entry -> DeliveryLine.of(entry, names.name(entry.endpoint()), now))
                .toList(),
            isLive,
            !filter.isEmpty(),
            back(page, now)),
        new DeliveriesView.Ways(
            isLive ? with(here, "part=rows") : "",
            isGood && isFirst ? isLive ? with(here, "live=off") : here : "",
            page.next().isEnd() ? "" : with(here, "older=" + page.next().below()),
            isFirst ? "" : here));
  }

  /// A page looks at a bounded part of the log, and may find little there or nothing: then it says
  /// how far back that was.
  private static Optional<Moment> back(DeliveryPage page, Instant now) {
    return page.next().isEnd() || page.entries().size() == PER_PAGE
        ? Optional.empty()
        : Optional.of(Moment.of(Ids.timeOf(page.next().below()), now));
  }

  private static String with(String address, String parameter) {
    return address + (address.contains("?") ? "&" : "?") + parameter;
  }

  private static LogCursor cursor(Request request) {
    return new LogCursor(Numbers.asked(request, "older", LogCursor.START.below()));
  }

  private Reply one(Request request) {
    DeliveryEntry entry = known(request);
    DeliveryView view = picture.of(entry);
    return pages.show(
        request,
        Heading.below(Place.DELIVERIES, entry.id().toString(), Place.DELIVERIES.crumb()),
        (out, frame) -> JteDeliveryGenerated.render(out, NoInterceptor.INSTANCE, frame, view));
  }

  private Reply redeliver(Request request) {
    DeliveryEntry entry = known(request);
    OrganizationId organization = request.principal().organization();
    Redelivered answer =
        ports
            .store()
            .write(tx -> ports.engine().redelivery().redeliver(tx, organization, entry.id()));
    return switch (answer) {
      case Redelivered.Enqueued enqueued ->
          pages.goTo(
              Place.DELIVERIES.path() + "/" + enqueued.id(),
              "Sent again. This is the new delivery of the same event.");
      case Redelivered.Unknown() -> throw unknown();
      case Redelivered.EndpointGone _ ->
          throw new ProblemException(
              new Problem.Conflict("its endpoint was deleted; there is no way to send it again"));
    };
  }

  /// What belongs to another organization does not exist.
  private DeliveryEntry known(Request request) {
    return DeliveryId.parse(request.pathParameter("deliveryId"))
        .flatMap(ports.store().log()::find)
        .filter(e -> e.event().organization().equals(request.principal().organization()))
        .orElseThrow(DeliveriesArea::unknown);
  }

  private static ProblemException unknown() {
    return new ProblemException(new Problem.NotFound("there is no such delivery, or no longer"));
  }
}

package io.fleetwire.portal;

import io.fleetwire.access.Permission;
import io.fleetwire.access.Principal;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.lab.Bookings;
import io.fleetwire.lab.LabDesks;
import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/// Who retains devices. Thread-safe.
final class BookingArea implements Area {
  private static final Set<Permission> SEE = Set.of(Permission.LOGIN);

  /// A screen or two.
  private static final int PAGE = 100;

  private static final String END = Place.BOOKINGS.path() + "/{bookingId}/end";

  private final Pages pages;
  private final LabDesks lab;
  private final InstantSource clock;

  BookingArea(Pages pages, LabDesks lab, InstantSource clock) {
    this.pages = pages;
    this.lab = lab;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Paths.get(Place.BOOKINGS.path(), SEE, this::bookings),
        Paths.get(END, SEE, this::askEnd),
        Paths.post(END, SEE, this::end));
  }

  private Reply bookings(Request request) {
    Instant now = clock.instant();
    Principal caller = request.principal();
    long after = Numbers.asked(request, "after", 0);
    Part<Bookings.Named> part =
        Part.of(
            PAGE,
            max -> lab.bookings().named(caller.organization(), new Bookings.Part(after, max)));
    BookingListView view =
        new BookingListView(
            part.rows().stream()
                .map(named -> BookingRow.of(named.booking(), named.device(), now))
                .toList(),
            caller.person().number(),
            caller.may(Permission.BOOKING_END_OTHERS),
            part.path(
                Place.BOOKINGS.path() + "?after=", named -> Long.toString(named.booking().id())));
    return pages.show(
        request,
        Heading.of(Place.BOOKINGS),
        (out, frame) -> JteBookingsGenerated.render(out, NoInterceptor.INSTANCE, frame, view));
  }

  private Reply askEnd(Request request) {
    long id = Numbers.of(request, "bookingId");
    BookingRow row =
        lab.bookings().named(organization(request), new Bookings.Part(id - 1, 1)).stream()
            .filter(named -> named.booking().id() == id)
            .findFirst()
            .map(named -> BookingRow.of(named.booking(), named.device(), clock.instant()))
            .orElseThrow(BookingArea::unknown);
    return pages.ask(request, Place.BOOKINGS, row.ending());
  }

  private Reply end(Request request) {
    Bookings.Answer answer =
        lab.bookings()
            .end(request.principal(), Numbers.of(request, "bookingId"), request.requestId());
    return switch (answer) {
      case Bookings.Answer.Ended _ -> pages.goTo(Place.BOOKINGS.path(), "The device is free.");
      case Bookings.Answer.NotTheirs _ ->
          throw new ProblemException(
              new Problem.Forbidden("somebody else retains this device; ask them, or an admin"));
      case Bookings.Answer.Unknown _,
          Bookings.Answer.Booked _,
          Bookings.Answer.UnknownDevice _,
          Bookings.Answer.Taken _ ->
          throw unknown();
    };
  }

  private static ProblemException unknown() {
    return new ProblemException(
        new Problem.NotFound("there is no such booking; it may be over already"));
  }

  private static OrganizationId organization(Request request) {
    return request.principal().organization();
  }
}

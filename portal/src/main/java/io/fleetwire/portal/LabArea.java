package io.fleetwire.portal;

import io.fleetwire.access.Permission;
import io.fleetwire.access.Principal;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.lab.Booking;
import io.fleetwire.lab.Bookings;
import io.fleetwire.lab.Fleet;
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

/// The words on devices, and who retains them. Thread-safe.
final class LabArea implements Area {
  private static final Set<Permission> SEE = Set.of(Permission.LOGIN);

  private static final String END = Place.BOOKINGS.path() + "/{bookingId}/end";

  private final Pages pages;
  private final LabDesks lab;
  private final InstantSource clock;

  LabArea(Pages pages, LabDesks lab, InstantSource clock) {
    this.pages = pages;
    this.lab = lab;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Paths.get(Place.TAGS.path(), SEE, this::tags),
        Paths.get(Place.BOOKINGS.path(), SEE, this::bookings),
        Paths.get(END, SEE, this::askEnd),
        Paths.post(END, SEE, this::end));
  }

  private Reply tags(Request request) {
    List<Fleet.Tag> tags = lab.fleet().tags(organization(request));
    return pages.show(
        request,
        Heading.of(Place.TAGS),
        (out, frame) -> JteTagsGenerated.render(out, NoInterceptor.INSTANCE, frame, tags));
  }

  private Reply bookings(Request request) {
    Instant now = clock.instant();
    Principal caller = request.principal();
    List<BookingRow> rows =
        lab.bookings().list(caller.organization()).stream()
            .map(booking -> BookingRow.of(booking, device(caller, booking), now))
            .toList();
    long me = caller.person().number();
    boolean mayEndAll = caller.may(Permission.BOOKING_END_OTHERS);
    return pages.show(
        request,
        Heading.of(Place.BOOKINGS),
        (out, frame) ->
            JteBookingsGenerated.render(out, NoInterceptor.INSTANCE, frame, rows, me, mayEndAll));
  }

  private String device(Principal caller, Booking booking) {
    return lab.devices()
        .find(caller, booking.device())
        .map(view -> view.device().facts().name())
        .orElse("Device " + booking.device());
  }

  private Reply askEnd(Request request) {
    long id = PathNumbers.of(request, "bookingId");
    BookingRow row =
        lab.bookings().list(organization(request)).stream()
            .filter(booking -> booking.id() == id)
            .findFirst()
            .map(
                booking ->
                    BookingRow.of(booking, device(request.principal(), booking), clock.instant()))
            .orElseThrow(LabArea::unknown);
    return pages.ask(request, Place.BOOKINGS, row.ending());
  }

  private Reply end(Request request) {
    Bookings.Answer answer =
        lab.bookings()
            .end(request.principal(), PathNumbers.of(request, "bookingId"), request.requestId());
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

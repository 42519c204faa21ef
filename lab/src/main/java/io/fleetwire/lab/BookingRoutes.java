package io.fleetwire.lab;

import io.fleetwire.access.Permission;
import io.fleetwire.web.Authorization;
import io.fleetwire.web.BodyRule;
import io.fleetwire.web.HttpMethod;
import io.fleetwire.web.JsonBody;
import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.time.InstantSource;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// The operations on bookings.
final class BookingRoutes {
  private static final BodyRule BODY = new BodyRule.Json(4 * 1024);
  private static final BodyRule NOTHING = new BodyRule.None();
  private static final Authorization PERSON = new Authorization.Person(Permission.LOGIN);
  private static final String ALL = "/v2/bookings";

  private final Bookings bookings;
  private final InstantSource clock;

  BookingRoutes(Bookings bookings, InstantSource clock) {
    this.bookings = bookings;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        new Route(HttpMethod.GET, ALL, PERSON, NOTHING, this::list).reading("size", "after"),
        new Route(HttpMethod.POST, ALL, PERSON, BODY, this::book),
        new Route(HttpMethod.DELETE, ALL + "/{bookingId}", PERSON, NOTHING, this::end));
  }

  private Reply list(Request request) {
    long after = QueryNumber.of(request, "after", 0);
    int size = QueryNumber.size(request, Bookings.LISTED_MAX, Bookings.LISTED_MAX);
    List<Booking> found =
        bookings.list(request.principal().organization(), new Bookings.Part(after, size));
    return Reply.json(
        200,
        LabJson.object(
            json -> {
              write(json, found);
              if (found.size() == size) {
                json.writeNumberProperty("next", found.getLast().id());
              }
            }));
  }

  private Reply book(Request request) {
    JsonBody body = request.json();
    Bookings.Wish wish = DeviceBody.booking(body, clock.instant());
    body.check();
    return reply(bookings.book(request.principal(), wish, request.requestId()));
  }

  private Reply end(Request request) {
    long id = PathNumber.of(request, "bookingId", "booking");
    return reply(bookings.end(request.principal(), id, request.requestId()));
  }

  private static Reply reply(Bookings.Answer answer) {
    return switch (answer) {
      case Bookings.Answer.Booked(List<Booking> booked) ->
          Reply.json(201, LabJson.object(json -> write(json, booked)));
      case Bookings.Answer.UnknownDevice(long device) ->
          throw new ProblemException(
              Problem.Invalid.of(
                  "/deviceIds", "there is no device " + device + " in your organization"));
      case Bookings.Answer.Taken(long device, String by) ->
          throw new ProblemException(
              new Problem.Conflict("deviceIds: " + by + " retains device " + device));
      case Bookings.Answer.Ended() -> Reply.empty(204);
      case Bookings.Answer.Unknown() -> throw PathNumber.unknown("booking", "of this number");
      case Bookings.Answer.NotTheirs() ->
          throw new ProblemException(
              new Problem.Forbidden(
                  "it is somebody else's; who has the permission "
                      + Permission.BOOKING_END_OTHERS
                      + " may end it"));
    };
  }

  private static void write(JsonGenerator json, List<Booking> bookings) {
    json.writeArrayPropertyStart("bookings");
    bookings.forEach(booking -> write(json, booking));
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, Booking booking) {
    json.writeStartObject();
    json.writeNumberProperty("id", booking.id());
    json.writeNumberProperty("deviceId", booking.device());
    json.writeStringProperty("bookedBy", booking.email());
    json.writeStringProperty("from", LabTime.text(booking.begunAt()));
    if (!booking.isUnlimited()) {
      json.writeStringProperty("until", LabTime.text(booking.endsAt()));
    }
    json.writeEndObject();
  }
}

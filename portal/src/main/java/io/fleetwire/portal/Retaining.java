package io.fleetwire.portal;

import io.fleetwire.lab.Bookings;
import io.fleetwire.lab.DeviceBody;
import io.fleetwire.lab.LabDesks;
import io.fleetwire.web.Request;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Retains devices by the field `hours`. Thread-safe.
final class Retaining {
  /// As the vendor's page has them (contract 7).
  static final List<Choice> HOURS =
      List.of(
          new Choice("1", "1 hour"),
          new Choice("2", "2 hours"),
          new Choice("4", "4 hours"),
          new Choice("8", "8 hours"),
          new Choice("24", "24 hours"),
          new Choice("unlimited", "Until I end it"));

  private final LabDesks lab;
  private final InstantSource clock;

  Retaining(LabDesks lab, InstantSource clock) {
    this.lab = lab;
    this.clock = clock;
  }

  /// The fields with what is wrong beside them; the same ones when all devices are retained.
  Fields retain(Request request, List<Long> devices, Fields fields) {
    ObjectNode wish = JsonNodeFactory.instance.objectNode();
    ArrayNode ids = wish.putArray("deviceIds");
    devices.forEach(ids::add);
    String hours = fields.value("hours");
    if (hours.equals("unlimited")) {
      wish.put("unlimited", true);
    } else if (hours.matches("[0-9]{1,4}")) {
      wish.put("durationSeconds", Integer.parseInt(hours) * 3_600);
    } else {
      return fields.withFault("hours", "Choose for how long.");
    }
    Map<String, String> names = Map.of("deviceIds", "hours", "durationSeconds", "hours");
    return switch (Heard.of(
        wish, fields, names, body -> DeviceBody.booking(body, clock.instant()))) {
      case Heard.Faulty(Fields faulty) -> faulty;
      case Heard.Good(Bookings.Wish booking) ->
          judged(lab.bookings().book(request.principal(), booking, request.requestId()), fields);
    };
  }

  private static Fields judged(Bookings.Answer answer, Fields fields) {
    return switch (answer) {
      case Bookings.Answer.Booked _ -> fields;
      case Bookings.Answer.Taken(long device, String by) ->
          fields.withFault(
              "hours", "Nothing was retained: " + by + " retains device " + device + " already.");
      case Bookings.Answer.UnknownDevice(long device) ->
          fields.withFault("hours", "Device " + device + " is not there any more.");
      case Bookings.Answer.Ended _, Bookings.Answer.Unknown _, Bookings.Answer.NotTheirs _ ->
          throw new AssertionError("a device was to be retained");
    };
  }
}

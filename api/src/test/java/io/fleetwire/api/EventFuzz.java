package io.fleetwire.api;

import io.fleetwire.engine.Condition;
import io.fleetwire.engine.EventFilter;
import io.fleetwire.engine.Payload;
import io.fleetwire.web.Json;
import io.fleetwire.web.JsonBody;
import io.fleetwire.web.ProblemException;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// What passes for JSON here is cut, packed, unpacked and asked for fields without a fault, and a
/// filter is refused by a problem or can be asked; and so is any other wish ({@link Wishes}).
public final class EventFuzz {
  private EventFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Wishes.read(input);
    try {
      look(Json.parse(input), input);
      JsonBody body = JsonBody.parse(input);
      EventFilter filter = FilterReader.read(body);
      PayloadFacets facets = new PayloadFacets(new Payload("application/json", input));
      for (Condition condition : filter.conditions()) {
        facets.values(condition.facet());
      }
      body.check();
    } catch (ProblemException _) {
      // It is no JSON, or says what nobody can mean.
    }
  }

  private static void look(JsonNode json, byte[] input) {
    if (json.isArray()) {
      Slice.of(input).elements().forEach(Slice::copy);
    }
    if (json.isObject()) {
      Slice.of(input).members().values().forEach(Slice::copy);
    }
    Envelope envelope =
        new Envelope(Map.of(Envelope.SOURCE, "/g"), new Payload("application/json", input));
    if (!Json.parse(Envelope.unpack(envelope.pack()).data().bytes()).equals(json)) {
      throw new IllegalStateException("other data is unpacked than was packed");
    }
  }
}

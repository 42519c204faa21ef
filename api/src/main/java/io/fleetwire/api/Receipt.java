package io.fleetwire.api;

import io.fleetwire.web.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a publisher gets for an event: its id, and how many endpoints will be told. `repeated` says
/// that it had been published before, and is not told again.
public record Receipt(String id, int deliveries, boolean repeated) {

  Receipt again() {
    return new Receipt(id, deliveries, true);
  }

  ObjectNode json() {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("id", id);
    json.put("deliveries", deliveries);
    if (repeated) {
      json.put("repeated", true);
    }
    return json;
  }

  static String text(List<Receipt> receipts) {
    ArrayNode array = Json.mapper().createArrayNode();
    receipts.forEach(receipt -> array.add(receipt.json()));
    return array.toString();
  }

  static List<Receipt> parse(String text) {
    List<Receipt> receipts = new ArrayList<>();
    for (JsonNode node : Json.mapper().readTree(text)) {
      receipts.add(
          new Receipt(
              node.path("id").stringValue(),
              node.path("deliveries").intValue(),
              node.path("repeated").asBoolean(false)));
    }
    return receipts;
  }
}

package io.fleetwire.lab;

import io.fleetwire.engine.AttemptMoment;
import io.fleetwire.engine.Event;
import io.fleetwire.engine.Must;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Writes callbacks as chats want them: one message made of a template, in which `{{deviceName}}`
/// stands for the device's name, and so on for each of the nine members and what the headers have.
/// Pure.
final class ChatMessage {
  private static final String TEMPLATE =
      "{{deviceName}} ({{deviceUdid}}) is {{eventDescription}}; before it was {{previousStatus}}";

  private static final Pattern NAME = Pattern.compile("\\{\\{([^{}]*)}}");

  private static final Set<String> NAMES =
      Set.of(
          "creationTime",
          "occurredAt",
          "eventActivity",
          "eventDescription",
          "deviceUdid",
          "deviceName",
          "orgId",
          "webhookId",
          "webhookName",
          "previousStatus",
          "platform",
          "host");

  private ChatMessage() {}

  /// What is wrong with a template, if anything.
  static Optional<String> faultOfTemplate(String template) {
    Matcher names = NAME.matcher(template);
    Set<String> unknown = new TreeSet<>();
    while (names.find()) {
      if (!NAMES.contains(names.group(1).strip())) {
        unknown.add(names.group(1).strip());
      }
    }
    return unknown.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "there is no " + unknown.iterator().next() + "; there are " + new TreeSet<>(NAMES));
  }

  static byte[] slack(Event event, LabEvent facts, Webhook webhook, AttemptMoment moment) {
    // Slack reads & < > as its own markup: https://docs.slack.dev/messaging/formatting-message-text
    String text =
        text(event, facts, webhook, moment)
            .replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;");
    return LabJson.object(json -> json.writeStringProperty("text", text));
  }

  static byte[] teams(Event event, LabEvent facts, Webhook webhook, AttemptMoment moment) {
    String text = text(event, facts, webhook, moment);
    return LabJson.object(
        json -> {
          json.writeStringProperty("type", "message");
          json.writeArrayPropertyStart("attachments");
          json.writeStartObject();
          json.writeStringProperty("contentType", "application/vnd.microsoft.card.adaptive");
          json.writeObjectPropertyStart("content");
          json.writeStringProperty("type", "AdaptiveCard");
          json.writeStringProperty("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
          json.writeStringProperty("version", "1.4");
          json.writeArrayPropertyStart("body");
          json.writeStartObject();
          json.writeStringProperty("type", "TextBlock");
          json.writeStringProperty("text", text);
          json.writeBooleanProperty("wrap", true);
          json.writeEndObject();
          json.writeEndArray();
          json.writeEndObject();
          json.writeEndObject();
          json.writeEndArray();
        });
  }

  private static String text(Event event, LabEvent facts, Webhook webhook, AttemptMoment moment) {
    String own = webhook.options().template();
    Map<String, String> values = values(event, facts, webhook, moment);
    return NAME.matcher(own.isEmpty() ? TEMPLATE : own)
        .replaceAll(found -> Matcher.quoteReplacement(value(values, found.group(1).strip())));
  }

  private static String value(Map<String, String> values, String name) {
    String value = values.get(name);
    Must.hold(value != null, "a template was checked before it was saved");
    return value == null ? "" : value;
  }

  private static Map<String, String> values(
      Event event, LabEvent facts, Webhook webhook, AttemptMoment moment) {
    Activity activity = Activity.get(event.type());
    Map<String, String> values = new TreeMap<>();
    values.put("creationTime", LabTime.text(moment.at()));
    values.put("occurredAt", LabTime.text(event.facts().occurredAt()));
    values.put("eventActivity", activity.type().name());
    values.put("eventDescription", activity.description());
    values.put("deviceUdid", facts.udid());
    values.put("deviceName", facts.name());
    values.put("orgId", webhook.organization().toString());
    values.put("webhookId", Long.toString(webhook.id()));
    values.put("webhookName", webhook.name());
    values.put("previousStatus", facts.previous());
    values.put("platform", facts.platform());
    values.put("host", facts.host());
    return values;
  }
}

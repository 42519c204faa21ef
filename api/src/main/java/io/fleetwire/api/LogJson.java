package io.fleetwire.api;

import io.fleetwire.engine.AttemptEntry;
import io.fleetwire.engine.DeliveryEntry;
import io.fleetwire.engine.DeliveryState;
import io.fleetwire.engine.Event;
import io.fleetwire.engine.EventHead;
import io.fleetwire.engine.FeedItem;
import io.fleetwire.engine.Header;
import io.fleetwire.engine.Ids;
import io.fleetwire.engine.NextStep;
import io.fleetwire.engine.Origin;
import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.Replay;
import io.fleetwire.engine.Timeline;
import io.fleetwire.web.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes deliveries, attempts, feeds and replays as callers see them. Pure.
final class LogJson {
  private LogJson() {}

  static ObjectNode delivery(DeliveryEntry entry) {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("id", entry.id().toString());
    json.put("endpoint", entry.endpoint().toString());
    json.put("sequence", entry.sequence());
    json.put("state", word(entry.state()));
    json.put("origin", word(entry.origin()));
    json.put("attempts", entry.attemptsMade());
    json.put("createdAt", Ids.timeOf(entry.id().value()).toString());
    json.set("event", head(entry.event()));
    return json;
  }

  static String word(DeliveryState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static String word(Origin origin) {
    return origin.name().toLowerCase(Locale.ROOT);
  }

  private static ObjectNode head(EventHead event) {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("id", event.id().toString());
    json.put("type", event.type().name());
    json.put("subject", event.subject().value());
    json.put("time", event.occurredAt().toString());
    json.put("acceptedAt", event.acceptedAt().toString());
    json.put("traceId", event.trace().id());
    return json;
  }

  static ArrayNode attempts(List<AttemptEntry> attempts) {
    ArrayNode array = Json.mapper().createArrayNode();
    attempts.forEach(attempt -> array.add(attempt(attempt)));
    return array;
  }

  private static ObjectNode attempt(AttemptEntry attempt) {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("number", attempt.number());
    json.put("startedAt", attempt.startedAt().toString());
    outcome(json, attempt.sent().outcome());
    timeline(json.putObject("timeline"), attempt.sent().timeline());
    switch (attempt.next()) {
      case NextStep.Delivered() -> json.put("next", "delivered");
      case NextStep.RetryAt(Instant at) -> json.put("next", "retry").put("retryAt", at.toString());
      case NextStep.GiveUp(NextStep.Reason reason) ->
          json.put("next", "gaveUp").put("reason", reason.name().toLowerCase(Locale.ROOT));
    }
    return json;
  }

  private static void outcome(ObjectNode json, Outcome outcome) {
    switch (outcome) {
      case Outcome.Answered answered -> {
        json.put("outcome", "answered").put("status", answered.status());
        headers(json.putObject("headers"), answered.headers());
        body(json, answered.body());
        json.put("bodyComplete", answered.bodyComplete());
      }
      case Outcome.TimedOut(Outcome.Phase phase) ->
          json.put("outcome", "timedOut").put("detail", words(phase.name()));
      case Outcome.Unreachable(Outcome.Fault fault, String detail) ->
          json.put("outcome", "unreachable").put("detail", words(fault.name()) + ": " + detail);
      case Outcome.Blocked(String detail) -> json.put("outcome", "blocked").put("detail", detail);
      case Outcome.NotComposed(String detail) ->
          json.put("outcome", "notComposed").put("detail", detail);
    }
  }

  /// Several of the same name in one value, as RFC 9110 section 5.2 has it.
  private static void headers(ObjectNode json, List<Header> headers) {
    Map<String, String> names = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Header header : headers) {
      String name = names.computeIfAbsent(header.name(), it -> it);
      String before = json.path(name).asString("");
      json.put(name, json.has(name) ? before + ", " + header.value() : header.value());
    }
  }

  private static String words(String name) {
    return name.replace('_', ' ').toLowerCase(Locale.ROOT);
  }

  /// As text where it is text, else in base64: receivers answer what they like.
  private static void body(ObjectNode json, Payload body) {
    try {
      json.put(
          "body",
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body.bytes())).toString());
    } catch (CharacterCodingException _) {
      json.put("bodyBase64", Base64.getEncoder().encodeToString(body.bytes()));
    }
  }

  private static void timeline(ObjectNode json, Timeline timeline) {
    json.put("resolveMillis", millis(timeline.resolve()));
    json.put("connectMillis", millis(timeline.connect()));
    json.put("firstByteMillis", millis(timeline.firstByte()));
    json.put("totalMillis", millis(timeline.total()));
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1_000_000.0;
  }

  /// A delivery with the whole event. Data that is JSON is a member as it is, any other in base64.
  static ObjectNode feedItem(FeedItem item) {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("sequence", item.sequence());
    json.put("delivery", item.delivery().toString());
    json.put("state", word(item.state()));
    json.put("origin", word(item.origin()));
    json.set("event", event(item.event()));
    return json;
  }

  private static ObjectNode event(Event event) {
    ObjectNode json = head(event.head());
    Envelope envelope = Envelope.unpack(event.payload());
    envelope
        .attributes()
        .forEach(
            (name, value) -> {
              if (name.equals(Envelope.SOURCE)) {
                json.put("source", value);
              } else if (name.equals(Envelope.ID)) {
                json.put("sourceId", value);
              } else if (!Envelope.isCore(name)) {
                json.withObject("/extensions").put(name, value);
              }
            });
    Payload data = envelope.data();
    json.put("contentType", data.contentType());
    if (data.size() > 0 && Envelope.isJson(data.contentType())) {
      json.putRawValue("data", new tools.jackson.databind.util.RawValue(text(data)));
    } else if (data.size() > 0) {
      json.put("dataBase64", Base64.getEncoder().encodeToString(data.bytes()));
    }
    return json;
  }

  private static String text(Payload data) {
    return new String(data.bytes(), StandardCharsets.UTF_8);
  }

  static ObjectNode replay(Replay replay) {
    ObjectNode json = Json.mapper().createObjectNode();
    Replay.Progress progress = replay.progress();
    json.put("id", replay.id().toString());
    json.put("endpoint", replay.endpoint().toString());
    json.put("state", progress.state().name().toLowerCase(Locale.ROOT));
    json.put("perSecond", replay.perSecondMax());
    json.put("lookedAt", progress.looked());
    json.put("enqueued", progress.enqueued());
    json.put("through", progress.cursor());
    json.put("until", progress.until());
    json.put("startedAt", replay.startedAt().toString());
    json.put("changedAt", progress.changedAt().toString());
    return json;
  }
}

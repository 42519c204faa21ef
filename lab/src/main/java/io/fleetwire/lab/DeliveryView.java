package io.fleetwire.lab;

import io.fleetwire.engine.AttemptEntry;
import io.fleetwire.engine.DeliveryEntry;
import io.fleetwire.engine.DeliveryState;
import io.fleetwire.engine.Ids;
import io.fleetwire.engine.NextStep;
import io.fleetwire.engine.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/// A delivery of a webhook as callers see it: of which event, what became of it, and each attempt.
final class DeliveryView {
  private DeliveryView() {}

  static String word(DeliveryState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  static void members(JsonGenerator json, WebhookLog.Told told) {
    members(json, told.delivery());
    json.writeArrayPropertyStart("log");
    told.attempts().forEach(attempt -> write(json, attempt));
    json.writeEndArray();
  }

  static void members(JsonGenerator json, DeliveryEntry entry) {
    json.writeStringProperty("id", entry.id().toString());
    json.writeNumberProperty("sequence", entry.sequence());
    json.writeStringProperty("state", word(entry.state()));
    json.writeStringProperty("origin", entry.origin().name().toLowerCase(Locale.ROOT));
    json.writeNumberProperty("attempts", entry.attemptsMade());
    json.writeStringProperty("createdAt", LabTime.text(Ids.timeOf(entry.id().value())));
    json.writeStringProperty("eventId", entry.event().id().toString());
    json.writeStringProperty("eventActivity", entry.event().type().name());
    json.writeStringProperty("deviceUdid", entry.event().subject().value());
    json.writeStringProperty("occurredAt", LabTime.text(entry.event().occurredAt()));
  }

  private static void write(JsonGenerator json, AttemptEntry attempt) {
    json.writeStartObject();
    json.writeNumberProperty("number", attempt.number());
    json.writeStringProperty("startedAt", LabTime.text(attempt.startedAt()));
    json.writeNumberProperty("millis", attempt.sent().timeline().total().toMillis());
    outcome(json, attempt.sent().outcome());
    switch (attempt.next()) {
      case NextStep.Delivered() -> json.writeStringProperty("next", "delivered");
      case NextStep.RetryAt(Instant at) -> {
        json.writeStringProperty("next", "retry");
        json.writeStringProperty("retryAt", LabTime.text(at));
      }
      case NextStep.GiveUp(NextStep.Reason reason) -> {
        json.writeStringProperty("next", "gave up");
        json.writeStringProperty("reason", words(reason.name()));
      }
    }
    json.writeEndObject();
  }

  /// Of an answer, what is kept of its body, as far as it is text.
  private static void outcome(JsonGenerator json, Outcome outcome) {
    switch (outcome) {
      case Outcome.Answered answered -> {
        json.writeNumberProperty("status", answered.status());
        json.writeStringProperty(
            "body", new String(answered.body().bytes(), StandardCharsets.UTF_8));
      }
      case Outcome.TimedOut(Outcome.Phase phase) ->
          json.writeStringProperty("error", "timed out: " + words(phase.name()));
      case Outcome.Unreachable(Outcome.Fault fault, String detail) ->
          json.writeStringProperty("error", words(fault.name()) + ": " + detail);
      case Outcome.Blocked(String detail) ->
          json.writeStringProperty("error", "not called: " + detail);
      case Outcome.NotComposed(String detail) ->
          json.writeStringProperty("error", "not written: " + detail);
    }
  }

  private static String words(String name) {
    return name.replace('_', ' ').toLowerCase(Locale.ROOT);
  }
}

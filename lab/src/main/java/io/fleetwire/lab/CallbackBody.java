package io.fleetwire.lab;

import io.fleetwire.engine.AttemptMoment;
import io.fleetwire.engine.Event;

/// Writes the body of a callback: nine members, in this order (contract 5).
final class CallbackBody {
  private CallbackBody() {}

  static byte[] of(Event event, LabEvent facts, Webhook webhook, AttemptMoment moment) {
    Activity activity = Activity.get(event.type());
    return LabJson.object(
        json -> {
          json.writeStringProperty("creationTime", LabTime.text(moment.at()));
          json.writeStringProperty("eventType", activity.isOfHost() ? "HOST" : "DEVICE");
          json.writeStringProperty("eventActivity", activity.type().name());
          json.writeStringProperty("eventDescription", activity.description());
          json.writeStringProperty("deviceUdid", facts.udid());
          json.writeStringProperty("deviceName", facts.name());
          json.writeNumberProperty("orgId", webhook.organization().value());
          json.writeNumberProperty("webhookId", webhook.id());
          json.writeStringProperty("webhookName", webhook.name());
        });
  }
}

package io.fleetwire.lab;

import tools.jackson.core.JsonGenerator;

/// A webhook as callers see it. The body that creates it has the same members, but for those that
/// we add.
final class WebhookView {
  private WebhookView() {}

  static void write(JsonGenerator json, Webhook webhook) {
    json.writeStartObject();
    members(json, webhook);
    json.writeEndObject();
  }

  static void members(JsonGenerator json, Webhook webhook) {
    WebhookDraft draft = webhook.draft();
    json.writeNumberProperty("id", webhook.id());
    json.writeNumberProperty("orgId", webhook.organization().value());
    json.writeStringProperty("name", draft.name());
    json.writeStringProperty("url", draft.url());
    json.writeStringProperty("description", draft.description());
    json.writeArrayPropertyStart("events");
    draft.activities().forEach(activity -> json.writeString(activity.type().name()));
    json.writeEndArray();
    json.writeStringProperty("createdAt", LabTime.text(webhook.createdAt()));
    json.writeStringProperty("changedAt", LabTime.text(webhook.changedAt()));
    json.writeStringProperty("createdBy", webhook.createdBy());
  }
}

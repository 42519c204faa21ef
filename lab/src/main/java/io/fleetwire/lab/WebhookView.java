package io.fleetwire.lab;

import io.fleetwire.callback.Authentication;
import io.fleetwire.engine.EndpointState;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// A webhook as callers see it. The body that creates it has the same members, but for those that
/// we add.
final class WebhookView {
  private WebhookView() {}

  static void write(JsonGenerator json, Webhook webhook, WebhookControls.Condition condition) {
    json.writeStartObject();
    members(json, webhook, condition);
    json.writeEndObject();
  }

  static void members(JsonGenerator json, Webhook webhook, WebhookControls.Condition condition) {
    WebhookDraft draft = webhook.draft();
    json.writeNumberProperty("id", webhook.id());
    json.writeNumberProperty("orgId", webhook.organization().value());
    json.writeStringProperty("name", draft.name());
    json.writeStringProperty("url", draft.url());
    json.writeStringProperty("description", draft.description());
    json.writeArrayPropertyStart("events");
    draft.activities().forEach(activity -> json.writeString(activity.type().name()));
    json.writeEndArray();
    draft.options().write(json);
    json.writeStringProperty("state", state(condition.state()));
    json.writeStringProperty("authentication", authentication(condition.authentication()));
    json.writeBooleanProperty("signed", condition.signed());
    json.writeStringProperty("createdAt", LabTime.text(webhook.createdAt()));
    json.writeStringProperty("changedAt", LabTime.text(webhook.changedAt()));
    json.writeStringProperty("createdBy", webhook.createdBy());
    json.writeArrayPropertyStart("warnings");
    warnings(webhook).forEach(json::writeString);
    json.writeEndArray();
  }

  /// What its owner should know, and may want so.
  private static List<String> warnings(Webhook webhook) {
    return webhook.isEncrypted()
        ? List.of()
        : List.of("url: http is not encrypted; whoever is on the way can read callbacks");
  }

  private static String state(EndpointState state) {
    return switch (state) {
      case EndpointState.Active() -> "active";
      case EndpointState.Paused _ -> "paused";
      case EndpointState.Disabled _ -> "disabled";
    };
  }

  private static String authentication(Authentication authentication) {
    return switch (authentication) {
      case Authentication.None _ -> "none";
      case Authentication.Basic _ -> "basic";
      case Authentication.Bearer _ -> "bearer";
      case Authentication.ApiKeyHeader _ -> "header";
      case Authentication.OAuth2ClientCredentials _ -> "oauth2";
      case Authentication.MutualTls _ -> "mtls";
    };
  }
}

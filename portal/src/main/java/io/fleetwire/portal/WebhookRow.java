package io.fleetwire.portal;

import io.fleetwire.engine.EndpointState;
import io.fleetwire.lab.Activity;
import io.fleetwire.lab.Webhook;
import io.fleetwire.lab.WebhookControls;
import java.util.List;

/// A webhook in the list. `state` is empty when it is called, as it should be.
record WebhookRow(long id, String name, String description, List<String> events, String state) {
  WebhookRow {
    events = List.copyOf(events);
  }

  static WebhookRow of(Webhook webhook, WebhookControls.Condition condition) {
    return new WebhookRow(
        webhook.id(),
        webhook.name(),
        webhook.draft().description(),
        webhook.draft().activities().stream().map(Activity::description).toList(),
        state(condition.state()));
  }

  String path() {
    return WebhookArea.ALL + "/" + id;
  }

  Question deletion() {
    return deletion(id, name);
  }

  static Question deletion(long id, String name) {
    String path = WebhookArea.ALL + "/" + id;
    return new Question(
        "delete-webhook",
        "Delete Webhook",
        "Are you sure that you want to delete “" + name + "”?",
        "Delete",
        path + "/delete",
        WebhookArea.ALL + "?selected=" + id);
  }

  private static String state(EndpointState state) {
    return switch (state) {
      case EndpointState.Active() -> "";
      case EndpointState.Paused _ -> "Paused";
      case EndpointState.Disabled _ -> "Disabled";
    };
  }
}

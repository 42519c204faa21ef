package io.fleetwire.portal;

import io.fleetwire.callback.Authentication;
import io.fleetwire.lab.WebhookControls;
import java.util.List;

/// What is done to a webhook besides changing it.
record WebhookControlView(
    WebhookRow webhook, Proof proof, Fields fields, List<DeliveryLine> deliveries) {
  WebhookControlView {
    deliveries = List.copyOf(deliveries);
  }

  /// How callbacks prove who we are. `newKey` is what a receiver verifies by, shown once, or empty.
  record Proof(String credentials, boolean signed, String newKey) {
    static Proof of(WebhookControls.Condition condition, String newKey) {
      return new Proof(credentials(condition.authentication()), condition.signed(), newKey);
    }

    private static String credentials(Authentication authentication) {
      return switch (authentication) {
        case Authentication.None _ -> "No credentials";
        case Authentication.Basic(String user, var _) -> "HTTP Basic as " + user;
        case Authentication.Bearer _ -> "A bearer token";
        case Authentication.ApiKeyHeader(String name, var _) -> "The header " + name;
        case Authentication.OAuth2ClientCredentials _ -> "A token by OAuth 2.0";
        case Authentication.MutualTls _ -> "A certificate";
      };
    }
  }

  String path() {
    return webhook.path() + "/control";
  }
}

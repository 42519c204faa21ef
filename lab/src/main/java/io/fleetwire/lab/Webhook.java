package io.fleetwire.lab;

import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.OrganizationId;
import java.net.URI;
import java.time.Instant;

/// Who wants to be told of which activities, and where: the vendor's word for an endpoint.
/// Immutable.
public record Webhook(
    long id,
    OrganizationId organization,
    EndpointId endpoint,
    WebhookDraft draft,
    Instant createdAt,
    Instant changedAt,
    String createdBy) {

  public String name() {
    return draft.name();
  }

  WebhookOptions options() {
    return draft.options();
  }

  /// Where requests go: what the caller wrote, less the fragment, which no server ever sees.
  URI target() {
    String url = draft.url();
    int fragment = url.indexOf('#');
    return URI.create(fragment < 0 ? url : url.substring(0, fragment));
  }

  /// Whether nobody on the way can read what it is told.
  boolean isEncrypted() {
    return target().getScheme().equalsIgnoreCase("https");
  }

  Webhook with(WebhookDraft next, Instant at) {
    return new Webhook(id, organization, endpoint, next, createdAt, at, createdBy);
  }
}

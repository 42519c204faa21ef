package io.fleetwire.lab;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// All webhooks at one moment, in memory, because each attempt and each transition asks. Immutable.
final class WebhookBook {
  private final Map<Long, Webhook> byId;

  private WebhookBook(Map<Long, Webhook> byId) {
    this.byId = byId;
  }

  static WebhookBook of(Collection<Webhook> all) {
    Map<Long, Webhook> byId = new HashMap<>();
    all.forEach(webhook -> byId.put(webhook.id(), webhook));
    return new WebhookBook(byId);
  }

  Optional<Webhook> find(long id) {
    return Optional.ofNullable(byId.get(id));
  }

  WebhookBook with(Webhook webhook) {
    Map<Long, Webhook> changed = new HashMap<>(byId);
    changed.put(webhook.id(), webhook);
    return new WebhookBook(changed);
  }

  WebhookBook without(Webhook webhook) {
    Map<Long, Webhook> changed = new HashMap<>(byId);
    changed.remove(webhook.id());
    return new WebhookBook(changed);
  }
}

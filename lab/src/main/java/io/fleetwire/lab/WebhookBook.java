package io.fleetwire.lab;

import io.fleetwire.engine.OrganizationId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All webhooks at one moment, in memory, because each attempt and each transition asks. Immutable.
final class WebhookBook {
  private final Map<Long, Webhook> byId;
  private final Map<OrganizationId, List<Webhook>> byOrganization = new HashMap<>();

  private WebhookBook(Map<Long, Webhook> byId) {
    this.byId = byId;
    byId.values().stream()
        .sorted(Comparator.comparingLong(Webhook::id))
        .forEach(
            webhook ->
                byOrganization
                    .computeIfAbsent(webhook.organization(), _ -> new ArrayList<>())
                    .add(webhook));
  }

  static WebhookBook of(Collection<Webhook> all) {
    Map<Long, Webhook> byId = new HashMap<>();
    all.forEach(webhook -> byId.put(webhook.id(), webhook));
    return new WebhookBook(byId);
  }

  Optional<Webhook> find(long id) {
    return Optional.ofNullable(byId.get(id));
  }

  /// Those of an organization, the oldest first; to be read only.
  List<Webhook> of(OrganizationId organization) {
    return byOrganization.getOrDefault(organization, List.of());
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

package io.fleetwire.portal;

import io.fleetwire.access.Scope;
import io.fleetwire.engine.EventType;
import io.fleetwire.knox.CatalogueEvent;
import io.fleetwire.knox.KnoxEventCatalogue;
import io.fleetwire.knox.Subscription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// One event of the catalogue, and which subscription has it, if one does.
record EventChoice(CatalogueEvent event, Optional<SubscriptionRow> owner) {
  private static final String PREFIX = "event.";

  /// The events of one service.
  record Service(String name, List<EventChoice> events) {}

  /// The whole catalogue by services, in its order.
  static List<Service> services(KnoxEventCatalogue catalogue, Map<EventType, Subscription> owners) {
    Map<String, List<EventChoice>> byService = new LinkedHashMap<>();
    for (CatalogueEvent event : catalogue.all()) {
      Optional<SubscriptionRow> owner =
          Optional.ofNullable(owners.get(event.type())).map(SubscriptionRow::of);
      byService
          .computeIfAbsent(event.service(), _ -> new ArrayList<>())
          .add(new EventChoice(event, owner));
    }
    return byService.entrySet().stream()
        .map(entry -> new Service(entry.getKey(), List.copyOf(entry.getValue())))
        .toList();
  }

  String name() {
    return event.type().name();
  }

  /// The name of its box in a form.
  String field() {
    return field(name());
  }

  static String field(String name) {
    return PREFIX + name;
  }

  /// What a program needs to subscribe to it; people need only the permission for settings.
  String unlockedBy() {
    return event.scopes().isEmpty()
        ? "legacy token only"
        : event.scopes().stream().map(Scope::value).collect(Collectors.joining(" or "));
  }

  /// Whether another subscription than this one has it.
  boolean isTaken(String subscription) {
    return owner.isPresent() && !owner.get().id().equals(subscription);
  }
}

package io.fleetwire.knox;

import io.fleetwire.engine.EventType;
import io.fleetwire.web.JsonBody;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What a caller wants a subscription to be: the body of POST and PUT. Immutable.
record SubscriptionDraft(String url, List<CatalogueEvent> events) {
  SubscriptionDraft {
    events = List.copyOf(events);
  }

  /// Reads a body and notes its faults there: the draft may be used only after {@link
  /// JsonBody#check}. Members that nobody knows are ignored, because the vendor's API reference,
  /// which would name them all, is not public.
  static SubscriptionDraft read(
      JsonBody body, KnoxEventCatalogue catalogue, SubscriptionUrls urls) {
    String url = body.string("url");
    if (body.node("url").isString()) {
      urls.faultOf(url).ifPresent(fault -> body.fault("url", fault));
    }
    // Twice the catalogue leaves room for the same event named twice, which gets a better message.
    List<String> names = body.strings("events", 2 * catalogue.size());
    return new SubscriptionDraft(url, events(names, body, catalogue));
  }

  List<EventType> types() {
    return events.stream().map(CatalogueEvent::type).toList();
  }

  private static List<CatalogueEvent> events(
      List<String> names, JsonBody body, KnoxEventCatalogue catalogue) {
    List<CatalogueEvent> events = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        body.fault("events", shown(name) + " is named more than once");
      } else {
        catalogue
            .find(name)
            .ifPresentOrElse(
                events::add, () -> body.fault("events", "there is no event " + shown(name)));
      }
    }
    return events;
  }

  /// Callers may send a novel as a name.
  private static String shown(String name) {
    int end = Math.min(name.length(), 64);
    return "\"" + KnoxPayload.wellFormed(name.substring(0, end)) + "\"";
  }
}

package io.fleetwire.knox;

import io.fleetwire.engine.CallbackUrl;
import io.fleetwire.engine.EventType;
import io.fleetwire.knox.KnoxSettings.CallbackUrls;
import io.fleetwire.web.JsonBody;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a caller wants a subscription to be: the body of POST and PUT. Immutable.
record SubscriptionDraft(String url, List<CatalogueEvent> events) {
  SubscriptionDraft {
    events = List.copyOf(events);
  }

  /// Reads a body and notes its faults there: the draft may be used only after {@link
  /// JsonBody#check}. Members that nobody knows are ignored, because the vendor's API reference,
  /// which would name them all, is not public.
  static SubscriptionDraft read(JsonBody body, KnoxEventCatalogue catalogue, CallbackUrls allowed) {
    String url = body.string("url");
    if (body.node("url").isString()) {
      faultOf(url, allowed).ifPresent(fault -> body.fault("url", fault));
    }
    // Twice the catalogue leaves room for the same event named twice, which gets a better message.
    List<String> names = body.strings("events", 2 * catalogue.size());
    return new SubscriptionDraft(url, events(names, body, catalogue));
  }

  List<EventType> types() {
    return events.stream().map(CatalogueEvent::type).toList();
  }

  /// Where it leads is egress' business, at every attempt anew, because a name may lead elsewhere
  /// tomorrow.
  static Optional<String> faultOf(String url, CallbackUrls allowed) {
    return switch (CallbackUrl.check(url)) {
      case CallbackUrl.Unfit(String reason) -> Optional.of(reason);
      case CallbackUrl.Fit(URI fit)
          when allowed == CallbackUrls.HTTPS_ONLY && !"https".equalsIgnoreCase(fit.getScheme()) ->
          Optional.of("must start with https://, because this server calls nothing else");
      case CallbackUrl.Fit _ -> Optional.empty();
    };
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

package io.fleetwire.portal;

import io.fleetwire.engine.Header;
import java.util.List;

/// All that is known of one delivery.
record DeliveryView(
    Head head, List<Step> steps, List<AttemptView> attempts, Content content, RequestView request) {
  DeliveryView {
    steps = List.copyOf(steps);
    attempts = List.copyOf(attempts);
  }

  /// What it is. An endpoint that was removed has no path.
  record Head(String id, Badge state, String meaning, Subject about, To to) {}

  record Subject(String type, String subject, String event, String trace, Times times) {}

  record Times(Moment occurred, Moment accepted) {}

  record To(String name, String path, String url, long sequence, String origin) {}

  /// Something that happened to it; `kind` is `good`, `busy`, `bad` or `info`.
  record Step(String kind, String title, String text, Moment at) {}

  /// The event's bytes. `pretty` is empty when they are no JSON.
  record Content(String contentType, String size, String pretty, String raw) {}

  /// The request as it would be sent now. When it cannot be written, `reason` says why and the rest
  /// is empty.
  record RequestView(String reason, List<Header> headers, String curl) {
    RequestView {
      headers = List.copyOf(headers);
    }
  }

  String redeliverPath() {
    return Place.DELIVERIES.path() + "/" + head.id() + "/redeliver";
  }
}

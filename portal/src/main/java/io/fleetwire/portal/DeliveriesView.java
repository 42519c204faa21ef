package io.fleetwire.portal;

import java.util.List;
import java.util.Optional;

/// The list of deliveries: what was asked for, what was found, and where to go from here. An
/// address that is empty leads nowhere. `isLive` says whether the list refreshes itself.
record DeliveriesView(Fields fields, List<Choice> endpoints, Found found, Ways ways) {
  DeliveriesView {
    endpoints = List.copyOf(endpoints);
  }

  /// `back` is how far was looked, where that was not far enough to fill a page.
  record Found(
      List<DeliveryLine> lines, boolean isLive, boolean isFiltered, Optional<Moment> back) {
    Found {
      lines = List.copyOf(lines);
    }
  }

  record Ways(String part, String toggle, String older, String newest) {}
}

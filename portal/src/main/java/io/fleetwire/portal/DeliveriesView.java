package io.fleetwire.portal;

import java.util.List;

/// The list of deliveries: what was asked for, what was found, and where to go from here. An
/// address that is empty leads nowhere. `isLive` says whether the list refreshes itself.
record DeliveriesView(Fields fields, List<Choice> endpoints, Found found, Ways ways) {
  DeliveriesView {
    endpoints = List.copyOf(endpoints);
  }

  record Found(List<DeliveryLine> lines, boolean isLive, boolean isFiltered) {
    Found {
      lines = List.copyOf(lines);
    }
  }

  record Ways(String part, String toggle, String older, String newest) {}
}

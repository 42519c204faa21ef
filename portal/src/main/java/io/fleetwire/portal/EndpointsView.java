package io.fleetwire.portal;

import java.util.List;

/// The list of endpoints. An address that is empty leads nowhere.
record EndpointsView(
    String search, List<EndpointLine> lines, String found, String before, String next) {
  EndpointsView {
    lines = List.copyOf(lines);
  }
}

package io.fleetwire.portal;

import java.util.List;

/// The form of an endpoint. `cancel` is where one goes without saving.
record EndpointFormView(
    Fields fields, List<String> knownTypes, String action, String cancel, boolean isNew) {
  EndpointFormView {
    knownTypes = List.copyOf(knownTypes);
  }
}

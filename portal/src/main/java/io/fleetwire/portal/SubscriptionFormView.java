package io.fleetwire.portal;

import java.util.List;

/// The form for a new subscription, whose `id` is empty, or for one that there is.
record SubscriptionFormView(String id, Fields fields, List<EventChoice.Service> services) {

  boolean isNew() {
    return id.isEmpty();
  }

  String title() {
    return isNew() ? "Create subscription" : "Edit subscription";
  }

  String path() {
    return KnoxSubscriptionArea.ALL + "/" + (isNew() ? "new" : id);
  }

  Question deletion() {
    return new SubscriptionRow(id, fields.value("url"), List.of()).deletion();
  }
}

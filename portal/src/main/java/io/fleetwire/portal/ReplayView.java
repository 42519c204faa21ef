package io.fleetwire.portal;

import java.util.List;

/// One replay. `part` is where the page asks for its progress, or empty when it is over.
record ReplayView(String path, Badge state, What what, Progress progress, String part) {
  record What(String endpoint, String endpointPath, String filter, String pace, Moment started) {}

  record Progress(int percent, String looked, String enqueued, Moment changed) {}

  /// The form: `count` says what a replay would make, or is empty before somebody asks.
  record FormView(Fields fields, List<Choice> endpoints, String count) {
    FormView {
      endpoints = List.copyOf(endpoints);
    }
  }
}

package io.fleetwire.portal;

import java.util.List;
import java.util.Optional;

/// One event type: its schema (empty when its data may be anything), an example of its data, and
/// its life.
record TypeView(String path, String name, String description, Content content, Life life) {
  record Content(String schema, String sample) {}

  record Life(long version, Moment created, Moment changed, Optional<Moment> archived) {}

  /// A line of the list.
  record Line(
      String path,
      String name,
      String description,
      String schema,
      Moment changed,
      boolean archived) {}

  /// The form: `breaking` is what a new schema breaks, and must be wanted expressly.
  record FormView(
      Fields fields, String action, String cancel, boolean isNew, List<String> breaking) {
    FormView {
      breaking = List.copyOf(breaking);
    }
  }

  /// The form by which one event is published.
  record PublishView(Fields fields, String name, String path) {}
}

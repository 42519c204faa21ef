package io.fleetwire.portal;

import io.fleetwire.lab.Tags;
import java.util.List;

/// A part of the tags. `next` leads to the next part, or is empty.
record TagListView(List<Tags.Tag> rows, boolean isLater, String next) {
  TagListView {
    rows = List.copyOf(rows);
  }
}

package io.fleetwire.portal;

import java.util.List;

/// One device as all dialects know it together.
record FoundView(String name, List<FindView.Hit> hits, StoryView story) {
  FoundView {
    hits = List.copyOf(hits);
  }
}

package io.fleetwire.portal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What became of one device, the newest first. `back` is how far callbacks were looked for, where
/// that was not all the way.
record StoryView(List<Step> steps, Optional<Moment> back, Instant now) {
  StoryView {
    steps = List.copyOf(steps);
  }
}

package io.fleetwire.portal;

import java.time.Instant;
import java.util.List;

/// One device as all dialects know it together.
record FoundView(String name, List<FindView.Hit> hits, List<Step> steps, Instant now) {}

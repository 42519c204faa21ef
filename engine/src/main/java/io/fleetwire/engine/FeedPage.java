package io.fleetwire.engine;

import java.util.List;

/// Deliveries of one endpoint, oldest first. To read on, ask for what comes after `last`; when
/// `hasMore` is false that is nothing yet. A page is short when payloads are large.
public record FeedPage(List<FeedItem> items, long last, boolean hasMore) {
  public FeedPage {
    items = List.copyOf(items);
  }
}

package io.fleetwire.engine;

import java.util.List;

/// Some of the deliveries that were asked for, newest first. It may be short, or empty, and still
/// have a `next` page: one page looks at a bounded part of the log.
public record DeliveryPage(List<DeliveryEntry> entries, LogCursor next) {
  public DeliveryPage {
    entries = List.copyOf(entries);
  }
}

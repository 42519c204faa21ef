package io.fleetwire.portal;

import io.fleetwire.knox.InventoryPage;
import io.fleetwire.knox.OperationDesk;
import java.time.Instant;

/// A page of the Knox inventory.
record InventoryView(String search, InventoryPage page, Pager pager, Instant now) {

  boolean isEmpty() {
    return page.devices().isEmpty();
  }

  Moment created(InventoryPage.Entry device) {
    return Moment.of(device.createdAt(), now);
  }

  static boolean isSample(InventoryPage.Entry device) {
    return device.identifier().startsWith(OperationDesk.SAMPLE);
  }

  boolean hasSamples() {
    return page.devices().stream().anyMatch(InventoryView::isSample);
  }
}

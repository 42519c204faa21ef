package io.fleetwire.portal;

import java.util.List;

/// One of the pages that a place has side by side.
record Tab(String label, String path) {

  Crumb crumb() {
    return new Crumb(label, path);
  }

  /// A bar of tabs, and which one is shown.
  record Bar(String label, List<Tab> tabs, Tab current) {}
}

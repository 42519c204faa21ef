package io.fleetwire.portal;

import java.util.List;

/// What is shown once and never again: it is in the answer to the form that made it, in no address
/// and no cookie.
record ShownView(String title, String text, List<Item> items, Crumb next) {
  ShownView {
    items = List.copyOf(items);
  }

  /// `id` names the element whose text the button copies.
  record Item(String id, String label, String value) {}
}

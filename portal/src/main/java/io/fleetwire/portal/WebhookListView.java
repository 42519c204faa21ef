package io.fleetwire.portal;

import java.util.List;
import java.util.Optional;

/// The webhooks that a search found, and the row that is chosen.
record WebhookListView(String search, List<WebhookRow> rows, Optional<WebhookRow> selected) {
  WebhookListView {
    rows = List.copyOf(rows);
  }

  boolean isChosen(WebhookRow row) {
    return selected.isPresent() && selected.get().id() == row.id();
  }

  /// The address of this list with `row` chosen; of one that is chosen already, with none.
  String choice(WebhookRow row) {
    String query = search.isEmpty() ? "" : "search=" + Here.encoded(search);
    String id = isChosen(row) ? "" : "selected=" + row.id();
    String both = query.isEmpty() || id.isEmpty() ? query + id : query + "&" + id;
    return both.isEmpty() ? WebhookArea.ALL : WebhookArea.ALL + "?" + both;
  }
}

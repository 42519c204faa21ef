package io.fleetwire.portal;

import io.fleetwire.access.LegacyClient;
import java.util.List;

/// A legacy client in a list.
record LegacyRow(String identifier, List<String> scopes) {

  static LegacyRow of(LegacyClient client) {
    return new LegacyRow(client.identifier(), client.scopes().values());
  }

  Question deletion() {
    return new Question(
        "delete-" + identifier,
        "Remove legacy client",
        "Every token of client " + identifier + " ends now, and its key opens nothing any more.",
        "Remove",
        KnoxLegacyArea.PATH + "/" + identifier + "/delete",
        KnoxTab.CLIENTS.path());
  }
}

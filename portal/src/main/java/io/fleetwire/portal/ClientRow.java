package io.fleetwire.portal;

import io.fleetwire.access.OAuthClient;
import io.fleetwire.access.Scope;
import java.util.List;

/// An OAuth client in a list.
record ClientRow(String id, List<String> scopes, String lifetime) {

  static ClientRow of(OAuthClient client) {
    return new ClientRow(
        client.id(),
        client.scopes().all().stream().map(Scope::value).toList(),
        Amounts.duration(client.tokenLifetime()));
  }

  String path() {
    return KnoxTab.CLIENTS.path() + "/" + id;
  }

  Question deletion() {
    return new Question(
        "delete-" + id,
        "Remove OAuth client",
        "Every token of client " + id + " ends now, and it gets no new one.",
        "Remove",
        path() + "/delete",
        KnoxTab.CLIENTS.path());
  }

  Question rotation() {
    return new Question(
        "rotate-" + id,
        "New secret",
        "Client "
            + id
            + " gets a new secret, which is shown once. The one that it has works for 24 hours"
            + " longer: put the new one in its place until then.",
        "Make a new secret",
        path() + "/secret",
        KnoxTab.CLIENTS.path());
  }
}

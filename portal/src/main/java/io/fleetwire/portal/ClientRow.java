package io.fleetwire.portal;

import io.fleetwire.access.OAuthClient;
import java.util.List;

/// An OAuth client in a list.
record ClientRow(String id, List<String> scopes, String lifetime, boolean enabled) {

  static ClientRow of(OAuthClient client) {
    return new ClientRow(
        client.id(),
        client.scopes().values(),
        Amounts.duration(client.tokenLifetime()),
        client.enabled());
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

  /// Asked before a client is disabled, and before it is enabled: whichever it is not.
  Question switching() {
    return enabled
        ? new Question(
            "disable-" + id,
            "Disable OAuth client",
            "Every token of client "
                + id
                + " ends now, and it gets no new one until it is enabled again. Its secret stays.",
            "Disable",
            path() + "/disable",
            KnoxTab.CLIENTS.path())
        : new Question(
            "enable-" + id,
            "Enable OAuth client",
            "Client "
                + id
                + " gets tokens again, by the secret that it had. Those that it had before stay"
                + " ended.",
            "Enable",
            path() + "/enable",
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

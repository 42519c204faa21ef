package io.fleetwire.apple;

import io.fleetwire.pki.AcmeKey;
import io.fleetwire.web.Request;
import java.util.Optional;

/// Where the things of ACME are, in the words in which a client reaches this server.
record AcmeAddresses(PublicUrl publicUrl) {
  static final String PREFIX = "/mdm/apple/acme";

  Seen of(Request request) {
    return new Seen(publicUrl.of(request), request.path());
  }

  /// As one request has them.
  record Seen(String server, String path) {

    /// What was asked for.
    String here() {
      return server + path;
    }

    String at(String path) {
      return server + PREFIX + path;
    }

    /// An account is its key, and so is its address.
    String account(AcmeKey key) {
      return at("/account/" + key.name());
    }

    Optional<AcmeKey> account(String url) {
      String before = at("/account/");
      return url.startsWith(before)
          ? AcmeKey.named(url.substring(before.length()))
          : Optional.empty();
    }
  }
}

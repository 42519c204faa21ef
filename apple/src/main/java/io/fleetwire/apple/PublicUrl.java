package io.fleetwire.apple;

import io.fleetwire.web.Request;
import java.net.URI;
import java.util.Optional;

/// How devices reach this server: as is configured, or else as they say in their requests.
record PublicUrl(Optional<URI> configured) {

  /// Without a slash at its end.
  String of(Request request) {
    String url =
        configured
            .map(URI::toString)
            .orElseGet(() -> "https://" + request.header("Host").orElse("localhost"));
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }
}

package io.fleetwire.portal;

import io.fleetwire.web.Request;
import java.net.URI;
import java.util.Optional;

/// How links that leave the portal begin: by the public URL of the server, else as the browser has
/// come that asks for them. Immutable.
record Origins(Optional<URI> publicUrl) {

  /// Without a slash at its end.
  String of(Request request) {
    return known().orElseGet(() -> asked(request));
  }

  /// The public URL, without a slash at its end.
  Optional<String> known() {
    return publicUrl.map(url -> url.toString().replaceAll("/+$", ""));
  }

  /// What is said beside a link that may lead nobody else here; empty when it does.
  String warning() {
    return publicUrl.isPresent()
        ? ""
        : " It begins as your browser has come here: where others come by another address, set"
            + " server.public-url first.";
  }

  /// A browser says with a form by which scheme it has come.
  private static String asked(Request request) {
    String host = request.header("Host").orElse("localhost");
    return request
        .header("Origin")
        .filter(origin -> origin.equals("https://" + host))
        .orElse("http://" + host);
  }
}

package io.fleetwire.server;

import io.fleetwire.web.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The description of the API (OpenAPI 3.1) and the page that is made of it. Thread-safe; immutable
/// but for the page, which is made when it is first asked for.
final class ApiDocs {
  private static final String DESCRIPTION = "openapi.yaml";
  private static final String STYLE = "docs.css";
  private static final String PAGE_POLICY =
      "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private final byte[] description;
  private byte[] page = new byte[0];

  ApiDocs(Optional<URI> publicUrl) {
    String text = new String(resource(DESCRIPTION), StandardCharsets.UTF_8);
    String server = publicUrl.map(URI::toString).orElse("/");
    this.description = text.replace("url: /", "url: " + server).getBytes(StandardCharsets.UTF_8);
  }

  Reply description() {
    return Reply.of(200, "application/yaml", description);
  }

  Reply style() {
    return Reply.of(200, "text/css; charset=utf-8", resource(STYLE));
  }

  synchronized Reply page() {
    if (page.length == 0) {
      page = DocsPage.of(description).getBytes(StandardCharsets.UTF_8);
    }
    return Reply.of(200, "text/html; charset=utf-8", page)
        .with("Content-Security-Policy", PAGE_POLICY);
  }

  private static byte[] resource(String name) {
    try (InputStream in = ApiDocs.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new AssertionError("no " + name + " beside " + ApiDocs.class.getName());
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

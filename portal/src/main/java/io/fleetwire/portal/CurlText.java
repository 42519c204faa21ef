package io.fleetwire.portal;

import io.fleetwire.callback.Authentication;
import io.fleetwire.engine.DeliveryEntry;
import io.fleetwire.engine.Header;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Rehearsal;
import io.fleetwire.web.Utf8;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The request of a delivery as it would be sent now: its headers, and a command for a shell that
/// sends it. Credentials are not shown; signatures are, which are good for minutes. Thread-safe.
final class CurlText {
  /// A longer one does not fit on a command line.
  private static final int BODY_BYTES_MAX = 64 * 1024;

  private static final String HIDDEN = "(not shown)";

  private final WebhookPorts ports;

  CurlText(WebhookPorts ports) {
    this.ports = ports;
  }

  DeliveryView.RequestView of(DeliveryEntry entry) {
    Authentication authentication = ports.options().get(entry.endpoint()).authentication();
    if (authentication instanceof Authentication.OAuth2ClientCredentials) {
      // A page must not wait for somebody's authorization server.
      return without("its credential is fetched when it is needed, by OAuth 2.0");
    }
    return switch (ports.engine().rehearsal().write(entry)) {
      case Rehearsal.NotWritten(String reason) -> without(reason);
      case Rehearsal.Written(OutboundRequest request) ->
          new DeliveryView.RequestView(
              "", hidden(request, authentication), command(request, authentication));
    };
  }

  private static DeliveryView.RequestView without(String reason) {
    return new DeliveryView.RequestView(reason, List.of(), "");
  }

  private static List<Header> hidden(OutboundRequest request, Authentication authentication) {
    Set<String> secret = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    secret.addAll(List.of("Authorization", "Proxy-Authorization", "Cookie"));
    if (authentication instanceof Authentication.ApiKeyHeader key) {
      secret.add(key.name());
    }
    return request.headers().stream()
        .map(header -> secret.contains(header.name()) ? new Header(header.name(), HIDDEN) : header)
        .toList();
  }

  private static String command(OutboundRequest request, Authentication authentication) {
    Optional<String> body =
        Utf8.decode(request.body().bytes())
            .filter(text -> request.body().size() <= BODY_BYTES_MAX && text.indexOf('\0') < 0);
    if (body.isEmpty()) {
      return "";
    }
    StringBuilder command = new StringBuilder("curl -X POST ");
    command.append(quoted(request.url().toString()));
    command.append(" \\\n  -H ").append(quoted("Content-Type: " + request.body().contentType()));
    for (Header header : hidden(request, authentication)) {
      if (!header.isNamed("Content-Type")) {
        command.append(" \\\n  -H ").append(quoted(header.name() + ": " + header.value()));
      }
    }
    return command.append(" \\\n  --data-raw ").append(quoted(body.get())).toString();
  }

  /// One word for a POSIX shell, whatever is in it.
  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}

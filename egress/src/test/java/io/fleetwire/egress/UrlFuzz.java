package io.fleetwire.egress;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fleetwire.engine.CallbackUrl;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Payload;
import java.util.List;

/// A URL that may be subscribed leads somewhere; and what looks like an address is judged as one.
public final class UrlFuzz {
  private static final Payload NOTHING = new Payload("", new byte[0]);

  private UrlFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, UTF_8);
    if (CallbackUrl.check(text) instanceof CallbackUrl.Fit fit) {
      String host =
          Destination.find(new OutboundRequest(fit.url(), List.of(), NOTHING))
              .orElseThrow(() -> new IllegalStateException("leads nowhere: " + text))
              .host();
      boolean looksLikeAnAddress = host.indexOf(':') >= 0 || host.matches("[0-9.]+");
      if (looksLikeAnAddress && IpAddress.parse(host).isEmpty()) {
        throw new IllegalStateException("an address that cannot be judged: " + host);
      }
    }
    try {
      String printed = Cidr.parse(text).toString();
      if (!Cidr.parse(printed).toString().equals(printed)) {
        throw new IllegalStateException("prints as another block: " + printed);
      }
    } catch (IllegalArgumentException _) {
      // It is no block, and is refused.
    }
  }
}

package io.fleetwire.knox;

import io.fleetwire.knox.KnoxSettings.CallbackUrls;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a callback URL must look like (contract 1.3). Where it leads is egress' business, at every
/// attempt anew, because a name may lead elsewhere tomorrow.
final class CallbackUrl {
  static final int LENGTH_MAX = 2_048;

  private static final int PORT_MAX = 65_535;

  private CallbackUrl() {}

  /// Everything that is wrong with `text`; nothing when it may be called.
  static List<String> faults(String text, CallbackUrls allowed) {
    if (text.isBlank()) {
      return List.of("required absolute URL, such as https://example.org/knox");
    }
    if (text.length() > LENGTH_MAX) {
      return List.of("at most " + LENGTH_MAX + " letters, not " + text.length());
    }
    if (!text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      return List.of("only printable ASCII: percent-encode other letters and blanks");
    }
    try {
      return faults(new URI(text), allowed);
    } catch (URISyntaxException e) {
      return List.of("not a URL: " + e.getReason() + " at position " + e.getIndex());
    }
  }

  private static List<String> faults(URI uri, CallbackUrls allowed) {
    List<String> faults = new ArrayList<>();
    switch (scheme(uri)) {
      case "https" -> {}
      case "http" -> {
        if (allowed == CallbackUrls.HTTPS_ONLY) {
          faults.add("this server calls https URLs only");
        }
      }
      default -> faults.add("required absolute URL that begins with https:// or http://");
    }
    if (uri.getHost() == null) {
      faults.add("required host name or address after the scheme");
    }
    if (uri.getPort() == 0 || uri.getPort() > PORT_MAX) {
      faults.add("the port is between 1 and " + PORT_MAX);
    }
    if (uri.getRawUserInfo() != null) {
      faults.add("no user name or password in the URL: everybody who sees the URL sees them");
    }
    if (uri.getRawFragment() != null) {
      faults.add("no fragment (#...): it would never be sent");
    }
    return faults;
  }

  private static String scheme(URI uri) {
    return uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
  }
}

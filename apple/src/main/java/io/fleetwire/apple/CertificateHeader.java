package io.fleetwire.apple;

import io.fleetwire.pki.Certificates;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The client certificate as proxies hand it on in a header (contract 2.7): RFC 9440, escaped PEM
/// (nginx, AWS), Envoy's `x-forwarded-client-cert`, bare base64 or PEM without line ends (Traefik,
/// HAProxy). Pure.
final class CertificateHeader {
  /// A certificate of {@link Certificates#BYTES_MAX}, in base64, each letter escaped.
  private static final int LENGTH_MAX = 4 * Certificates.BYTES_MAX;

  /// Two intermediates and a root, which some proxies hand on, too; and one to spare.
  private static final int CHAIN_MAX = 4;

  private static final Pattern PEM =
      Pattern.compile("-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\\s]+)-----END CERTIFICATE-----");

  private static final Pattern ENVOY =
      Pattern.compile("(By|Hash|Cert|Chain|Subject|URI|DNS)=", Pattern.CASE_INSENSITIVE);

  private CertificateHeader() {}

  /// The certificate that `value` carries, in DER and not yet read; nothing when it carries none.
  static Optional<byte[]> find(String value) {
    String text = value.strip();
    if (text.isEmpty() || text.length() > LENGTH_MAX) {
      return Optional.empty();
    }
    if (text.startsWith(":")) {
      boolean closed = text.length() > 2 && text.endsWith(":");
      return closed ? der(text.substring(1, text.length() - 1)) : Optional.empty();
    }
    if (ENVOY.matcher(text).lookingAt()) {
      return envoy(text);
    }
    return text.contains("-----BEGIN") || text.contains("%")
        ? pem(text)
        : der(text.replaceAll("\\s", ""));
  }

  /// The certificates in `Client-Cert-Chain` (RFC 9440, section 2.3): a list of byte sequences,
  /// also over several headers. They vouch for nobody: what a chain is built of must lead to
  /// somebody who is trusted. What is none is left out, and so is what no chain could need.
  static List<X509Certificate> chain(List<String> values) {
    return values.stream()
        .filter(value -> value.length() <= LENGTH_MAX)
        .flatMap(value -> Arrays.stream(value.split(",")))
        .map(String::strip)
        .filter(one -> one.length() > 2 && one.startsWith(":") && one.endsWith(":"))
        .limit(CHAIN_MAX)
        .flatMap(one -> der(one.substring(1, one.length() - 1)).stream())
        .flatMap(der -> Certificates.parse(der).stream())
        .toList();
  }

  private static Optional<byte[]> pem(String text) {
    Matcher found = PEM.matcher(text.contains("%") ? unescaped(text) : text);
    return found.matches() || found.lookingAt()
        ? der(found.group(1).replaceAll("\\s", ""))
        : Optional.empty();
  }

  /// A plus is a letter of base64, which AWS leaves as it is, and a blank in the frame alone, where
  /// some escape as forms do.
  private static String unescaped(String text) {
    String framed = text.replaceAll("(BEGIN|END)\\+CERTIFICATE", "$1%20CERTIFICATE");
    try {
      return URLDecoder.decode(framed.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return "";
    }
  }

  private static Optional<byte[]> der(String base64) {
    try {
      return Optional.of(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// `Key=Value;Key="Value",...`: one element for each hop. The last one was written by the proxy
  /// that we trust, the ones before it came from whoever called that proxy.
  private static Optional<byte[]> envoy(String text) {
    String last = split(text, ',').getLast();
    for (String pair : split(last, ';')) {
      int equals = pair.indexOf('=');
      if (equals > 0 && pair.substring(0, equals).strip().equalsIgnoreCase("Cert")) {
        String value = pair.substring(equals + 1).strip();
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return pem(quoted ? value.substring(1, value.length() - 1) : value);
      }
    }
    return Optional.empty();
  }

  /// Splits outside of quotes, in which a backslash escapes.
  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter == '\\' && quoted && i + 1 < text.length()) {
        part.append(letter).append(text.charAt(++i));
      } else if (letter == separator && !quoted) {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        quoted ^= letter == '"';
        part.append(letter);
      }
    }
    parts.add(part.toString());
    return parts;
  }
}

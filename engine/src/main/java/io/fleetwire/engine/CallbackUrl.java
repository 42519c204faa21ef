package io.fleetwire.engine;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The syntax of a URL that an endpoint may have, for those who accept endpoints: what passes here
/// is never refused later for its form. An address that is never called can be refused here, too;
/// where a name leads is looked at by every attempt.
///
/// Stricter than RFC 3986, because every second spelling of a host is a way around somebody's
/// check: no user, no fragment, no trailing dot, no address in decimal, octal, hexadecimal or short
/// form.
public final class CallbackUrl {
  /// Long enough for every tool, short enough for every index.
  static final int LENGTH_MAX = 2048;

  /// RFC 1035 section 2.3.4.
  private static final int HOST_LENGTH_MAX = 253;

  private static final int PORT_MAX = 65535;

  /// RFC 1123 section 2.1.
  private static final Pattern LABEL =
      Pattern.compile("[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?");

  private static final Pattern NUMBER = Pattern.compile("[0-9]+|0[xX][0-9a-fA-F]*");
  private static final Pattern QUAD =
      Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.(?!$)|$)){4}");

  private CallbackUrl() {}

  /// What became of the check.
  public sealed interface Checked {}

  /// An absolute `http` or `https` URL.
  public record Fit(URI url) implements Checked {}

  /// `reason` completes the sentence "the URL ...".
  public record Unfit(String reason) implements Checked {}

  /// Checks `text` and changes nothing in it.
  public static Checked check(String text) {
    Optional<String> early = faultOfText(text);
    if (early.isPresent()) {
      return new Unfit(early.get());
    }
    try {
      URI url = new URI(text);
      return faultOf(url).<Checked>map(Unfit::new).orElseGet(() -> new Fit(url));
    } catch (URISyntaxException e) {
      return new Unfit("is not a URL: " + e.getReason() + " at position " + (e.getIndex() + 1));
    }
  }

  /// The same, and refuses an address that `rule` forbids.
  public static Checked check(String text, AddressRule rule) {
    Checked form = check(text);
    return form instanceof Fit(URI url)
        ? rule.forbids(url).<Checked>map(Unfit::new).orElse(form)
        : form;
  }

  /// `url` for the eyes of those who may know where callbacks go and not by which right: without
  /// user and query, which are where people put secrets.
  public static String shown(String url) {
    int query = url.indexOf('?');
    String path = query < 0 ? url : url.substring(0, query) + "?...";
    return path.replaceFirst("(?<=//)[^/?#]*@", "");
  }

  private static Optional<String> faultOfText(String text) {
    if (text.isEmpty()) {
      return Optional.of("is missing");
    }
    if (text.length() > LENGTH_MAX) {
      return Optional.of("is longer than " + LENGTH_MAX + " characters");
    }
    if (text.chars().anyMatch(c -> c > 0x7e)) {
      return Optional.of(
          "has a character outside ASCII: write an international host name in its xn-- form, and"
              + " the rest percent-encoded");
    }
    return Optional.empty();
  }

  /// Why `url` is no URL to be called, or nothing when it is one.
  private static Optional<String> faultOf(URI url) {
    String scheme = Optional.ofNullable(url.getScheme()).orElse("").toLowerCase(Locale.ROOT);
    if (!List.of("http", "https").contains(scheme) || url.getRawAuthority() == null) {
      return Optional.of("must start with http:// or https:// and name a host");
    }
    if (url.getRawFragment() != null) {
      return Optional.of("must not have a fragment (#...)");
    }
    Optional<String> fault = faultOfAuthority(url.getRawAuthority());
    // Whoever calls it asks Java for the host, which finds none when the last label is like "1a".
    return fault.isEmpty() && url.getHost() == null
        ? Optional.of("has a host that is not a host name: " + url.getRawAuthority())
        : fault;
  }

  private static Optional<String> faultOfAuthority(String authority) {
    if (authority.indexOf('@') >= 0) {
      return Optional.of("must not carry a user or password (...@)");
    }
    int colon = authority.indexOf(':', authority.lastIndexOf(']') + 1);
    String host = colon < 0 ? authority : authority.substring(0, colon);
    if (colon >= 0 && !isPort(authority.substring(colon + 1))) {
      return Optional.of("must have a port from 1 to " + PORT_MAX + ", or none");
    }
    return host.startsWith("[") ? faultOfIpv6(host) : faultOfHost(host);
  }

  private static boolean isPort(String text) {
    if (!text.matches("[1-9][0-9]{0,4}")) {
      return false;
    }
    return Integer.parseInt(text) <= PORT_MAX;
  }

  /// The digits and colons themselves were checked by {@link URI}, which takes any number of zeros
  /// in an IPv4 address at the end.
  private static Optional<String> faultOfIpv6(String host) {
    String last = host.substring(host.lastIndexOf(':') + 1).replace("]", "");
    if (last.indexOf('.') >= 0 && !QUAD.matcher(last).matches()) {
      return Optional.of(
          "must end its IPv6 address with four decimal numbers without zeros in front, or none");
    }
    return host.indexOf('%') >= 0
        ? Optional.of("must not have a zone in its IPv6 address (%...)")
        : Optional.empty();
  }

  private static Optional<String> faultOfHost(String host) {
    if (host.isEmpty()) {
      return Optional.of("must name a host");
    }
    if (host.endsWith(".")) {
      return Optional.of("must not have a dot at the end of its host");
    }
    List<String> labels = List.of(host.split("\\.", -1));
    // As the WHATWG URL standard reads it: a host whose last label is a number is an IPv4 address.
    if (NUMBER.matcher(labels.getLast()).matches()) {
      return QUAD.matcher(host).matches()
          ? Optional.empty()
          : Optional.of(
              "must write an IPv4 address as four decimal numbers without zeros in front");
    }
    boolean named =
        host.length() <= HOST_LENGTH_MAX
            && labels.stream().allMatch(label -> LABEL.matcher(label).matches());
    return named ? Optional.empty() : Optional.of("has a host that is not a host name: " + host);
  }
}

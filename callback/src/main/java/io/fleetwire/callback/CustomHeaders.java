package io.fleetwire.callback;

import io.fleetwire.engine.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Which headers a customer may add. Pure.
final class CustomHeaders {
  /// Gateways want two or three; every one is sent with every request.
  static final int COUNT_MAX = 32;

  static final int NAME_CHARS_MAX = 128;

  /// Many servers take 8 KiB of head in all, and the house, signatures and a token need the rest.
  static final int CHARS_MAX = 4 * 1024;

  /// These frame the message or choose who handles it; these say who is calling, which a customer
  /// could use to lie to a server that believes its proxy; and these have a setting of their own.
  private static final Set<String> FORBIDDEN =
      Set.of(
          "connection",
          "content-encoding",
          "content-length",
          "content-type",
          "expect",
          "host",
          "http2-settings",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "forwarded",
          "via",
          "x-real-ip",
          "authorization");

  /// The same by their beginnings: proxies, signatures, attributes of events, and the house.
  private static final List<String> FORBIDDEN_STARTS =
      List.of(
          "proxy-",
          "x-forwarded-",
          "webhook-",
          "svix-",
          "x-wsm-",
          "x-knox-",
          "ce-",
          HouseHeaders.PREFIX.toLowerCase(Locale.ROOT));

  private CustomHeaders() {}

  static List<OptionsFault> faults(List<Header> headers) {
    if (headers.size() > COUNT_MAX) {
      return List.of(
          new OptionsFault(
              "/headers", "has at most " + COUNT_MAX + " headers, not " + headers.size()));
    }
    List<OptionsFault> faults = new ArrayList<>();
    Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    int chars = 0;
    for (int i = 0; i < headers.size(); i++) {
      Header header = headers.get(i);
      String name = "/headers/" + i + "/name";
      String value = "/headers/" + i + "/value";
      faultOfName(header.name()).ifPresent(it -> faults.add(new OptionsFault(name, it)));
      faultOfValue(header.value()).ifPresent(it -> faults.add(new OptionsFault(value, it)));
      if (!seen.add(header.name())) {
        faults.add(new OptionsFault(name, "is there twice; write one header with both values"));
      }
      chars += header.name().length() + header.value().length();
    }
    if (chars > CHARS_MAX) {
      faults.add(
          new OptionsFault(
              "/headers", "has at most " + CHARS_MAX + " characters in all, not " + chars));
    }
    return faults;
  }

  /// What is wrong with the name of a customer's header.
  private static Optional<String> faultOfName(String name) {
    Optional<String> fault = faultOfToken(name);
    if (fault.isPresent()) {
      return fault;
    }
    return isForbidden(name)
        ? Optional.of(
            name.equalsIgnoreCase("Authorization")
                ? "must not be Authorization: choose an authentication instead"
                : "must not be " + name + ": this server sets it, or servers on the way do")
        : Optional.empty();
  }

  /// What is wrong with the name of a header that carries a key.
  static Optional<String> faultOfKeyName(String name) {
    Optional<String> fault = faultOfToken(name);
    boolean allowed = name.equalsIgnoreCase("Authorization") || !isForbidden(name);
    return fault.isPresent() || allowed
        ? fault
        : Optional.of("must not be " + name + ": this server sets it, or servers on the way do");
  }

  /// RFC 9110 section 5.5, and no blank at either end, because it would not arrive.
  static Optional<String> faultOfValue(String value) {
    if (value.length() > CHARS_MAX) {
      return Optional.of("has at most " + CHARS_MAX + " characters");
    }
    if (!value.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
      return Optional.of("has printable ASCII characters only: percent-encode others");
    }
    return value.equals(value.strip())
        ? Optional.empty()
        : Optional.of("must not begin or end with a blank");
  }

  /// RFC 9110 section 5.6.2.
  private static Optional<String> faultOfToken(String name) {
    if (name.isEmpty() || name.length() > NAME_CHARS_MAX) {
      return Optional.of("has 1 to " + NAME_CHARS_MAX + " characters");
    }
    return name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")
        ? Optional.empty()
        : Optional.of("is a header's name: letters, digits and dashes");
  }

  private static boolean isForbidden(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return FORBIDDEN.contains(lower) || FORBIDDEN_STARTS.stream().anyMatch(lower::startsWith);
  }
}

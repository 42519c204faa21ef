package io.fleetwire.server;

import io.fleetwire.egress.Cidr;
import io.fleetwire.engine.Secret;
import io.fleetwire.server.Kind.BadSetting;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The settings of the door out.
final class EgressKeys {
  /// At most one; none when the text is empty.
  private static final Kind<List<URI>> PROXY_URL =
      new Kind<>("http://HOST:PORT, or nothing", EgressKeys::proxy);

  /// At most one; none when the text is empty.
  private static final Kind<List<Secret>> CREDENTIALS =
      new Kind<>("USER:PASSWORD, or nothing", EgressKeys::credentials, true);

  private static final Kind<List<String>> LEFT_OUT =
      new Kind<>(
          "names such as corp.example and blocks of addresses such as 10.0.0.0/8, separated by"
              + " commas",
          EgressKeys::leftOut);

  static final Key<List<String>> ALLOW =
      new Key<>(
          "egress.allow",
          Kinds.CIDRS,
          "",
          "Addresses that may be called although they are denied by default. Denied are this"
              + " machine's own, its link's, and those of cloud metadata services; public and"
              + " private networks are not. `127.0.0.0/8` lets a receiver on this machine be"
              + " called, which is for tests. An address that stays denied is refused where"
              + " somebody gives it; where a name leads is looked at by every attempt.");

  static final Key<List<String>> DENY =
      new Key<>(
          "egress.deny",
          Kinds.CIDRS,
          "",
          "Addresses that may not be called, whatever else allows them.");

  static final Key<List<Path>> CA_FILE =
      new Key<>(
          "egress.ca-file",
          Kinds.OPTIONAL_PATH,
          "",
          "A file of PEM certificates of authorities that receivers may have besides the public"
              + " ones.");

  static final Key<List<URI>> PROXY =
      new Key<>(
          "egress.proxy",
          PROXY_URL,
          "",
          "A proxy through which receivers are called, where the network lets nothing else out. It"
              + " is asked for a tunnel to each of them (`CONNECT`), also to those without TLS, so"
              + " it must allow their ports; it finds their names, and it has to know which"
              + " addresses it must not call: `egress.allow` and `egress.deny` then judge only"
              + " addresses that stand in a URL.");

  static final Key<List<Secret>> PROXY_CREDENTIALS =
      new Key<>(
          "egress.proxy-credentials",
          CREDENTIALS,
          "",
          "Who we are, if the proxy asks. Give it by the environment: a command line can be read by"
              + " everybody on the machine.");

  static final Key<List<String>> PROXY_EXCEPT =
      new Key<>(
          "egress.proxy-except",
          LEFT_OUT,
          "",
          "Who is called without the proxy: names, each with whatever is below it, and addresses. A"
              + " name is not looked up to compare it with addresses.");

  static final List<Key<?>> ALL =
      List.of(ALLOW, DENY, CA_FILE, PROXY, PROXY_CREDENTIALS, PROXY_EXCEPT);

  private EgressKeys() {}

  private static List<URI> proxy(String text) throws BadSetting {
    if (text.isEmpty()) {
      return List.of();
    }
    if (!text.matches("http://(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9.-]+):[0-9]{1,5}/?")) {
      throw new BadSetting(
          "write http://HOST:PORT; a user and a password go into egress.proxy-credentials, and we"
              + " speak no TLS with the proxy itself");
    }
    URI url = URI.create(text);
    if (url.getHost() == null || url.getPort() < 1 || url.getPort() > 65_535) {
      throw new BadSetting("write http://HOST:PORT, with a port from 1 to 65535");
    }
    return List.of(url);
  }

  private static List<Secret> credentials(String text) throws BadSetting {
    if (text.isEmpty()) {
      return List.of();
    }
    if (text.indexOf(':') < 1 || text.chars().anyMatch(Character::isISOControl)) {
      throw new BadSetting("write USER:PASSWORD");
    }
    return List.of(new Secret(text));
  }

  private static List<String> leftOut(String text) throws BadSetting {
    List<String> all = new ArrayList<>();
    for (String word : text.split(",")) {
      String one = word.strip().toLowerCase(Locale.ROOT);
      if (one.isEmpty()) {
        continue;
      }
      if (!isBlock(one) && !one.matches("[a-z0-9_-]+(\\.[a-z0-9_-]+)*")) {
        throw new BadSetting(
            "\"" + one + "\" is neither a name such as corp.example nor a block of addresses");
      }
      all.add(one);
    }
    return all;
  }

  /// Whether it is a block of addresses, and not a name.
  static boolean isBlock(String text) {
    try {
      Cidr.parse(text);
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}

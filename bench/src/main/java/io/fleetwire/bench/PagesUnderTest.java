package io.fleetwire.bench;

import io.fleetwire.testkit.KnoxAnswer;
import io.fleetwire.testkit.KnoxClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The whole server over a store that was filled by direct rows, and its owner in a browser.
final class PagesUnderTest implements AutoCloseable {
  private static final int WEBHOOKS = 40;

  private static final String SETTINGS =
      """
      [lab]
      host-patience = "1h"
      history-kept = "400d"
      [apple]
      webhook-url = ["http://127.0.0.1:9/"]
      """;

  private final KnoxClient browser;
  private final List<String> paths;

  private PagesUnderTest(KnoxClient browser, List<String> paths) {
    this.browser = browser;
    this.paths = List.copyOf(paths);
  }

  /// How much is stored.
  record Amounts(int devices, int attempts) {}

  static PagesUnderTest start(Workshop shop, Amounts amounts) {
    WholeServer server = WholeServer.in(shop, SETTINGS);
    WholeServer.Owner owner = server.owner();
    try (KnoxClient anybody = KnoxClient.of(server.serve().origin())) {
      webhooks(owner.programs(anybody));
    }
    shop.endAll();
    PagesTable.fill(server.data(), amounts.devices(), amounts.attempts());
    KnoxClient anybody = KnoxClient.of(server.serve().origin());
    KnoxClient browser = signedIn(anybody, owner);
    return new PagesUnderTest(browser, paths(browser, amounts));
  }

  private static void webhooks(KnoxClient api) {
    for (int i = 1; i <= WEBHOOKS; i++) {
      String body =
          "{\"name\":\"Hook %d\",\"url\":\"http://127.0.0.1:9/%d\",\"events\":%s}"
              .formatted(i, i, KnoxClient.quoted(List.of("device.status.offline")));
      WholeServer.expect(201, api.post("/v2/webhooks", body));
    }
  }

  private static KnoxClient signedIn(KnoxClient anybody, WholeServer.Owner owner) {
    String before =
        found(anybody.get("/portal/sign-in").text(), "name=\"before\" value=\"([^\"]*)\"")
            .getFirst();
    KnoxAnswer in =
        anybody
            .with("Cookie", "fleetwire_before=" + before)
            .form(
                "/portal/sign-in",
                Map.of("login", owner.email(), "password", owner.password(), "before", before));
    String cookie =
        in.headers().stream()
            .filter(header -> header.isNamed("Set-Cookie"))
            .map(header -> header.value().split(";")[0])
            .filter(value -> value.startsWith("fleetwire_session="))
            .findFirst()
            .orElseThrow();
    return anybody.with("Cookie", cookie);
  }

  KnoxClient browser() {
    return browser;
  }

  /// Every page that somebody may look at, each list with what is rare and with what is not there.
  List<String> paths() {
    return paths;
  }

  private static List<String> paths(KnoxClient browser, Amounts amounts) {
    List<String> all = new ArrayList<>(listed(amounts));
    all.addAll(first(browser, "/portal/deliveries", "href=\"(/portal/deliveries/[^\"?]+)\""));
    all.addAll(first(browser, "/portal/endpoints", "href=\"(/portal/endpoints/[0-9a-zA-Z]+)\""));
    all.addAll(
        first(browser, "/portal/deliveries", "href=\"(/portal/deliveries\\?older=[^\"]+)\""));
    return all;
  }

  /// Those that need no look at another page.
  private static List<String> listed(Amounts amounts) {
    try (InputStream in = PagesUnderTest.class.getResourceAsStream("pages.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .map(path -> path.replace("{last}", PagesTable.udid(amounts.devices())))
          .map(path -> path.replace("{half}", Integer.toString(amounts.devices() / 2)))
          .map(path -> path.replace("{devices}", Integer.toString(amounts.devices())))
          .map(path -> path.replace("{channel}", PagesTable.channel(7)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> first(KnoxClient browser, String page, String link) {
    return found(browser.get(page).text(), link).stream()
        .filter(path -> !path.endsWith("/new"))
        .limit(1)
        .toList();
  }

  private static List<String> found(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }

  @Override
  public void close() {
    browser.close();
  }
}

package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.Payload;
import io.fleetwire.plist.Plist;
import io.fleetwire.plist.PlistValue.Dictionary;
import io.fleetwire.testkit.FakeAdbServer;
import io.fleetwire.testkit.FakeUsbmuxd;
import io.fleetwire.testkit.KnoxAnswer;
import io.fleetwire.testkit.KnoxClient;
import io.fleetwire.testkit.KnoxCredentials;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What people get: the jar and the libraries that it names, without a class of this build beside
/// them. All other trials see whatever a test may see, and so would never miss a room that is not
/// shipped. The build runs this one after it has packaged the server.
final class PackagedTrial {
  private static final Path JAR = Path.of("target", "fleetwire-server.jar").toAbsolutePath();

  private static final Pattern STYLE = Pattern.compile("href=\"(/portal/assets/[^\"]+\\.css)\"");

  @TempDir Path folder;

  @Test
  void everyClassThatOursNameIsInThePackage() throws IOException {
    List<Path> libraries = libraries();
    assertThat(libraries).isNotEmpty().allSatisfy(library -> assertThat(library).isRegularFile());
    List<String> arguments =
        new ArrayList<>(List.of("--multi-release", "25", "--missing-deps", "-cp", path(libraries)));
    libraries.stream()
        .filter(library -> library.getFileName().toString().startsWith("fleetwire-"))
        .map(Path::toString)
        .forEach(arguments::add);
    arguments.add(JAR.toString());
    StringWriter said = new StringWriter();
    PrintWriter lines = new PrintWriter(said);
    ToolProvider.findFirst("jdeps")
        .orElseThrow()
        .run(lines, lines, arguments.toArray(String[]::new));
    assertThat(said.toString().lines().filter(PackagedTrial::isMissed)).isEmpty();
  }

  /// The test kit ships with its suites, which nobody runs without JUnit.
  private static boolean isMissed(String line) {
    return line.startsWith(" ") && !line.matches(".*-> org\\.(junit|assertj)\\..*");
  }

  @Test
  void itServesEachSystemAndStopsWhenItIsTold() {
    JsonNode account = bootstrap();
    try (TrialProcess server =
            TrialProcess.packaged(
                JAR,
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--data",
                folder.resolve("data").toString(),
                "--config",
                serverConfig().toString());
        KnoxClient caller = KnoxClient.of(server.origin())) {
      askKnox(caller, account.path("oauthClient"));
      askLab(caller, account.path("user"));
      askApple(caller);
      askPortal(caller);
      watchPhones(server.origin(), caller, account.path("user"));
      server.terminate();
      // 128 and the number of SIGTERM: how Java ends when it was told to.
      assertThat(server.ended()).as(server.said()).isEqualTo(143);
      assertThat(server.said()).doesNotContain("Error", "NotFound", "\"level\":\"ERROR\"");
    }
  }

  private static void askKnox(KnoxClient caller, JsonNode client) {
    KnoxCredentials credentials =
        new KnoxCredentials(
            client.path("clientId").stringValue(), client.path("clientSecret").stringValue());
    KnoxClient bearing = caller.bearing(Running.accessToken(caller.token(credentials, Map.of())));
    assertThat(bearing.certificate().text()).contains("-----BEGIN CERTIFICATE-----");
  }

  private static void askLab(KnoxClient caller, JsonNode user) {
    String key =
        TrialLab.basic(user.path("email").stringValue(), user.path("apiKey").stringValue());
    KnoxAnswer devices = caller.with("Authorization", key).get("/v1/devices");
    assertThat(TrialJson.of(200, devices).path("privateDevices").isArray()).isTrue();
  }

  /// The profile is a property list with a certificate in it; a message without any proof of who
  /// sent it is read, and refused.
  private static void askApple(KnoxClient caller) {
    KnoxAnswer profile = caller.get("/mdm/apple/enroll");
    assertThat(profile.status()).as(profile.text()).isEqualTo(200);
    assertThat(profile.text()).contains("com.apple.security.scep");
    assertThat(caller.get("/mdm/apple/scep?operation=GetCACert").status()).isEqualTo(200);
    Dictionary message =
        Dictionary.EMPTY.with("MessageType", "Authenticate").with("UDID", "PACKAGED");
    KnoxAnswer stranger =
        caller.send(
            "PUT",
            "/mdm/apple/mdm",
            new Payload("application/x-apple-aspen-mdm-checkin", Plist.xml(message)));
    assertThat(stranger.status()).as(stranger.text()).isEqualTo(400);
  }

  private static void askPortal(KnoxClient caller) {
    KnoxAnswer page = caller.get("/portal/sign-in");
    assertThat(page.status()).as(page.text()).isEqualTo(200);
    Matcher style = STYLE.matcher(page.text());
    assertThat(style.find()).as(page.text()).isTrue();
    KnoxAnswer sheet = caller.get(style.group(1));
    assertThat(sheet.header("Content-Type").orElseThrow()).startsWith("text/css");
    assertThat(sheet.text()).isNotEmpty();
  }

  /// The agent, with daemons that say what a cable can do: each phone's status follows.
  private void watchPhones(URI origin, KnoxClient caller, JsonNode user) {
    String email = user.path("email").stringValue();
    String key = user.path("apiKey").stringValue();
    KnoxClient person = caller.with("Authorization", TrialLab.basic(email, key));
    try (FakeAdbServer adb = FakeAdbServer.start();
        FakeUsbmuxd usbmuxd = FakeUsbmuxd.start(folder.resolve("usbmuxd"));
        TrialProcess agent =
            TrialProcess.packaged(
                JAR, "agent", "--config", agentConfig(origin, email, key, adb.port()).toString())) {
      adb.attach("android", "unauthorized");
      usbmuxd.attach(1, "00008110-000A1D");
      awaitStatuses(person, agent, "offline", "online");
      adb.attach("android", "device");
      usbmuxd.detach(1);
      awaitStatuses(person, agent, "online", "unplugged");
      adb.detach("android");
      usbmuxd.attach(2, "00008110-000A1D");
      awaitStatuses(person, agent, "unplugged", "online");
      agent.terminate();
      assertThat(agent.ended()).as(agent.said()).isEqualTo(143);
      assertThat(agent.said()).doesNotContain("Error", "NotFound");
    }
  }

  private static void awaitStatuses(
      KnoxClient person, TrialProcess agent, String android, String ios) {
    Map<String, String> expected = Map.of("android", android, "00008110-000A1D", ios);
    TrialServer.await(
        () -> TrialLab.statuses(person).equals(expected), expected + ": " + agent.said());
  }

  private Path serverConfig() {
    return write(
        "server.toml",
        """
        [egress]
        allow = ["127.0.0.0/8"]
        [apple]
        webhook-url = "http://127.0.0.1:9/"
        topic = "com.apple.mgmt.External.packaged"
        """);
  }

  private Path agentConfig(URI origin, String login, String key, int adb) {
    return write(
        "agent.toml",
        """
        [agent]
        server = "%s"
        login = "%s"
        key-file = "%s"
        host = "rack-1"
        adb = "127.0.0.1:%d"
        usbmuxd = "%s"
        data-dir = "%s"
        """
            .formatted(
                origin,
                login,
                write("key", key),
                adb,
                folder.resolve("usbmuxd"),
                folder.resolve("agent")));
  }

  private Path write(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode bootstrap() {
    try (TrialProcess process =
        TrialProcess.packaged(JAR, "bootstrap", "--data", folder.resolve("data").toString())) {
      assertThat(process.ended()).as(process.said()).isZero();
      String json =
          process.said().lines().filter(line -> line.startsWith("{")).findFirst().orElseThrow();
      return TrialJson.read(json.getBytes(StandardCharsets.UTF_8));
    }
  }

  /// What the jar asks Java to load beside it.
  private static List<Path> libraries() throws IOException {
    assertThat(Files.isRegularFile(JAR)).as("%s, which `package` makes", JAR).isTrue();
    try (JarFile jar = new JarFile(JAR.toFile())) {
      String names = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      return Optional.ofNullable(names).stream()
          .flatMap(text -> Pattern.compile(" ").splitAsStream(text))
          .map(JAR::resolveSibling)
          .toList();
    }
  }

  private static String path(List<Path> libraries) {
    return String.join(
        System.getProperty("path.separator"), libraries.stream().map(Path::toString).toList());
  }
}

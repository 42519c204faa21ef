package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.testkit.FakeReceiver;
import io.fleetwire.testkit.KnoxAnswer;
import io.fleetwire.testkit.KnoxClient;
import io.fleetwire.testkit.TrialPostgres;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// The whole server on PostgreSQL: all that the demo shows, a person who signs in, and a command
/// beside it. Nothing is kept in the data folder.
@ParameterizedClass(allowZeroInvocations = true, autoCloseArguments = false)
@MethodSource("servers")
@Timeout(120)
final class PostgresTrial {
  private static final Pattern BEFORE = Pattern.compile("name=\"before\" value=\"([^\"]+)\"");

  private final TrialPostgres postgres;
  @TempDir private Path folder;

  PostgresTrial(TrialPostgres postgres) {
    this.postgres = postgres;
  }

  static List<TrialPostgres> servers() {
    return TrialPostgres.shared().stream().toList();
  }

  @Test
  void everyStoryIsTheSame() throws Exception {
    String url = postgres.database();
    Path data = folder.resolve("data");
    TrialClock clock = new TrialClock();
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    DemoScreen screen =
        new DemoScreen(
            new PrintStream(told, true, StandardCharsets.UTF_8), DemoTerminal.PLAIN, clock);
    LogWriter quiet =
        new LogWriter(new TextLines(Wiring.zone()), OutputStream.nullOutputStream(), clock);
    try (DemoBackend backend = DemoBackend.start();
        RunningServer server = Wiring.start(config(data, url, backend), quiet, clock);
        FakeReceiver receiver = FakeReceiver.start()) {
      DemoHouse house = new DemoHouse(server, data);
      DemoStage stage = new DemoStage(house, receiver, backend, screen);

      assertThat(new Demo(stage, Demo.stories()).run(clock.instant()))
          .as(told.toString(StandardCharsets.UTF_8))
          .isTrue();

      signIn(server, house.find(DemoKnoxStory.COMPANY).orElseThrow());
      Captured.Run beside = Captured.run("bootstrap", "--database", url, "--org", "Beside");
      assertThat(beside.status()).as(beside.err()).isEqualTo(ExitStatus.OK);
    }
    assertThat(data).doesNotExist();
    Captured.Run migrated = Captured.run("migrate", "--database", url);
    assertThat(migrated.err()).contains("The database in " + url + " is up to date");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  private static Config config(Path data, String url, DemoBackend backend) {
    return TrialServer.config(
        data,
        Map.of(
            "database.url",
            url,
            "apple.webhook-url",
            backend.url().toString(),
            "apple.topic",
            "com.apple.mgmt.External.trial"));
  }

  private static void signIn(RunningServer server, DemoAccount owner) {
    try (KnoxClient anybody = KnoxClient.of(URI.create(server.url()))) {
      KnoxAnswer form = anybody.get("/portal/sign-in");
      Matcher before = BEFORE.matcher(form.text());
      assertThat(before.find()).as(form.text()).isTrue();
      Map<String, String> fields =
          Map.of(
              "login", owner.email(),
              "password", owner.password().reveal(),
              "before", before.group(1));
      KnoxAnswer answer =
          anybody
              .with("Cookie", "fleetwire_before=" + before.group(1))
              .form("/portal/sign-in", fields);
      assertThat(answer.status()).isEqualTo(303);
      String session =
          answer.headers().stream()
              .filter(header -> header.isNamed("Set-Cookie"))
              .map(header -> header.value().split(";", 2)[0])
              .filter(cookie -> cookie.startsWith("fleetwire_session="))
              .findFirst()
              .orElseThrow();
      assertThat(anybody.with("Cookie", session).get("/portal").text()).contains(owner.email());
    }
  }
}

package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.access.Principal;
import io.fleetwire.access.ResetAnswer;
import io.fleetwire.access.Resets;
import io.fleetwire.bin.Bin;
import io.fleetwire.bin.BinDesk;
import io.fleetwire.bin.Catch;
import io.fleetwire.bin.CatchLine;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.Secret;
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

      DemoAccount owner = house.find(DemoKnoxStory.COMPANY).orElseThrow();
      signIn(server, owner);
      catches(server, owner);
      comesBack(server, owner);
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

  /// A bin keeps what comes, the newest first, and forgets the rest.
  private static void catches(RunningServer server, DemoAccount owner) {
    Principal by =
        server.inside().access().users().findByEmail(owner.email()).orElseThrow().principal();
    BinDesk desk = server.inside().bins();
    Bin bin = ((BinDesk.Answer.Made) desk.create(by, "On PostgreSQL", server.url())).bin();
    try (KnoxClient anybody = KnoxClient.of(URI.create(server.url()))) {
      for (int i = 0; i <= BinDesk.CATCHES_MAX; i++) {
        byte[] body = Integer.toString(i).getBytes(StandardCharsets.UTF_8);
        anybody.send("POST", "/bin/" + bin.token(), new Payload("text/plain", body));
      }
    }
    List<CatchLine> kept = desk.catches(bin);
    assertThat(kept).hasSize(BinDesk.CATCHES_MAX);
    Catch newest = desk.findCatch(bin, kept.getFirst().caught().id()).orElseThrow();
    assertThat(newest.body().bytes()).asString().isEqualTo("100");
    assertThat(desk.hasVerified(by.organization())).isFalse();
    assertThat(desk.delete(by, bin.id())).isTrue();
  }

  private static void comesBack(RunningServer server, DemoAccount owner) {
    Resets resets = server.inside().access().resets();
    ResetAnswer made = resets.makeOnTerminal(owner.email());
    assertThat(resets.use(((ResetAnswer.Made) made).token(), new Secret("another password")))
        .isInstanceOf(ResetAnswer.Done.class);
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

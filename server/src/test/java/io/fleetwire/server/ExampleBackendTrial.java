package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.simulator.AppleFleet;
import io.fleetwire.simulator.FleetReport;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The example backends do what their readers are told, started as they are told to start them.
@Timeout(120)
final class ExampleBackendTrial {
  private static final String SECRET =
      "whsec_"
          + Base64.getEncoder()
              .encodeToString(
                  "a secret of thirty-two bytes, ok".getBytes(StandardCharsets.US_ASCII));
  private static final String IDLE = "{\"scope\":{\"_tag\":\"device\",\"udid\":\"none\"}}";

  @TempDir private Path data;

  @ParameterizedTest
  @ValueSource(strings = {"Backend.java", "backend.mjs"})
  void simulatedDevicesLiveWellWithItUnderItsKey(String file) throws Exception {
    try (Example example = Example.start(file, keyOfTheServer());
        TrialServer server = server(example.url());
        AppleFleet fleet = AppleSimulatorTrial.fleet(AppleSimulatorTrial.plan(server, 3))) {
      fleet.enrol("Enrolment");
      fleet.connect("Round 1");
      fleet.connect("Round 2");
      fleet.checkOut("Check-out");
      FleetReport report = fleet.report();
      assertThat(report.faults()).as(example.said().toString()).isEmpty();
      assertThat(report.commands("DeviceInformation", "Acknowledged")).isEqualTo(3);
      assertThat(report.requests("status")).isEqualTo(3);
      server.awaitIdle();
      long now = InstantSource.system().instant().getEpochSecond();
      assertThat(ask(example, now, signature(now, IDLE)))
          .as("whoever has another key is not believed")
          .isEqualTo(401);
      String device = fleet.ids().getFirst();
      for (String tag :
          List.of(
              "Authenticate", "TokenUpdate", "CommandResult", "DeclarationStatus", "CheckOut")) {
        String line = device + " " + tag;
        TrialServer.await(
            () -> example.said().stream().anyMatch(said -> said.startsWith(line)),
            "it does not say " + line);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Backend.java", "backend.mjs"})
  void itBelievesOnlyWhatIsSignedByItsSecretAndFresh(String file) throws Exception {
    try (Example example = Example.start(file, SECRET)) {
      long now = InstantSource.system().instant().getEpochSecond();
      assertThat(ask(example, now, signature(now, IDLE))).isEqualTo(200);
      assertThat(ask(example, now, "v1,AAAA " + signature(now, IDLE))).isEqualTo(200);
      assertThat(ask(example, now, signature(now, IDLE + " "))).isEqualTo(401);
      assertThat(ask(example, now - 3_600, signature(now - 3_600, IDLE))).isEqualTo(401);
      assertThat(ask(example, now, "v1,none")).isEqualTo(401);
    }
  }

  /// As an operator takes it over: the server has made it at its first start.
  private String keyOfTheServer() {
    server(URI.create("http://127.0.0.1:9/")).close();
    Captured.Run run = Captured.run("apple", "--key", "--data", data.toString());
    assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
    return run.out().strip();
  }

  private TrialServer server(URI backend) {
    return TrialServer.start(
        data,
        new TrialClock(),
        Map.of(
            "apple.webhook-url",
            backend.toString(),
            "apple.webhook-signature",
            "hmac",
            "apple.topic",
            "com.apple.mgmt.External.trial"));
  }

  private static int ask(Example example, long timestamp, String signature)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(example.url().resolve("/webhook/apple/checkin"))
            .timeout(Duration.ofSeconds(30))
            .header("webhook-id", "msg_1")
            .header("webhook-timestamp", String.valueOf(timestamp))
            .header("webhook-signature", signature)
            .POST(BodyPublishers.ofString(IDLE))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request, BodyHandlers.discarding()).statusCode();
    }
  }

  private static String signature(long timestamp, String body) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(
        new SecretKeySpec(
            Base64.getDecoder().decode(SECRET.substring("whsec_".length())), "HmacSHA256"));
    byte[] text = ("msg_1." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8);
    return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(text));
  }

  /// One of them, at work on a free port.
  private static final class Example implements AutoCloseable {
    private static final String LISTENS = "listening on ";

    private final Process process;
    private final ConcurrentLinkedQueue<String> said = new ConcurrentLinkedQueue<>();
    private final URI url;

    private Example(Process process) throws IOException {
      this.process = process;
      BufferedReader lines = process.inputReader();
      String line = lines.readLine();
      while (line != null && !line.startsWith(LISTENS)) {
        said.add(line);
        line = lines.readLine();
      }
      if (line == null) {
        throw new AssertionError("it does not say where it listens: " + said);
      }
      this.url = URI.create(line.substring(LISTENS.length()));
      Thread.ofVirtual().start(() -> lines.lines().forEach(said::add));
    }

    static Example start(String file, String secret) throws IOException {
      String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      ProcessBuilder builder =
          new ProcessBuilder(
              file.endsWith(".java") ? java : "node",
              SourceTree.read().root().resolve("examples/apple-backend/" + file).toString());
      builder.environment().put("PORT", "0");
      builder.environment().put("WEBHOOK_SECRET", secret);
      return new Example(builder.redirectErrorStream(true).start());
    }

    URI url() {
      return url;
    }

    List<String> said() {
      return List.copyOf(said);
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}

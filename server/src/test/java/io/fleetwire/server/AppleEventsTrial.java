package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.engine.AddressRule;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.receiver.StandardWebhooksVerdict;
import io.fleetwire.receiver.StandardWebhooksVerifier;
import io.fleetwire.testkit.FakeReceiver;
import io.fleetwire.testkit.KnoxAnswer;
import io.fleetwire.testkit.ReceivedCallback;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What devices say beyond the backend that decides for them: at endpoints of our own API, signed
/// by the key that the command line shows, and for those who have a code.
@Timeout(120)
final class AppleEventsTrial {
  private static final Duration BOUND = Duration.ofSeconds(30);

  private static final String AUTHORITY = "/mdm/apple/scep?operation=GetCACert";
  private static final String VERIFIES =
      "cms -verify -inform DER -in profile.der -CAfile ca.pem -purpose any";

  /// What OpenSSL says of a good signature.
  private static final String SIGNED = "CMS Verification successful";

  private static final String SIGNS = "<key>SignMessage</key><true/>";

  private static Path data;
  private static TrialApple site;

  @BeforeAll
  static void start(@TempDir Path folder) {
    data = folder;
    site = TrialApple.start(data, Map.of("apple.sign-messages", "false"));
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @Test
  void anOrdinaryEndpointGetsTheEventsThatItAsksFor() {
    TrialCompany company = site.server().company("fleetwire");
    assertThat(company.id()).as("apple.organization").isEqualTo(new OrganizationId(1));
    TrialApi api = new TrialApi(company.caller());
    try (FakeReceiver receiver = FakeReceiver.start()) {
      wants(api, receiver, "/all", "apple.*", "subject", "UDID-E");
      wants(api, receiver, "/errors", "apple.CommandResult", "data.event.status", "Error");
      wants(api, receiver, "/macs", "apple.Authenticate", "/event/osVersion", "15.1");
      wants(api, receiver, "/reports", "apple.DeclarationStatus", "data.event.report.n", "2");
      wants(api, receiver, "/others", "apple.*", "data.scope.udid", "UDID-OTHER");
      TrialDevice device = site.device("UDID-E").enrolled();
      TrialDevice.isEmpty(device.result("Acknowledged", "c-1"));
      TrialDevice.isEmpty(device.result("Error", "c-2"));
      device.report(1);
      device.report(2);
      TrialDevice.isEmpty(device.checkIn(device.message("CheckOut")));
      List<ReceivedCallback> all = receiver.await(10, BOUND);
      site.server().awaitIdle();
      assertThat(types(receiver.callbacks(), "/all"))
          .containsExactlyInAnyOrder(
              "apple.Authenticate",
              "apple.TokenUpdate",
              "apple.CommandResult",
              "apple.CommandResult",
              "apple.DeclarationStatus",
              "apple.DeclarationStatus",
              "apple.CheckOut");
      assertThat(all).hasSize(10);
      assertThat(at(all, "/errors"))
          .singleElement()
          .extracting(c -> TrialJson.read(c.body().bytes()).at("/event/commandUUID").asString())
          .isEqualTo("c-2");
      assertThat(types(all, "/macs")).containsExactly("apple.Authenticate");
      assertThat(types(all, "/reports")).containsExactly("apple.DeclarationStatus");
    }
  }

  private static void wants(
      TrialApi api, FakeReceiver receiver, String path, String... typeFieldValue) {
    TrialApi.id(
        201,
        api.endpoint(
            receiver.url(path),
            "\"eventTypes\":[\"%s\"],\"conditions\":[{\"field\":\"%s\",\"anyOf\":[\"%s\"]}]"
                .formatted((Object[]) typeFieldValue)));
  }

  private static List<ReceivedCallback> at(List<ReceivedCallback> all, String path) {
    return all.stream().filter(callback -> callback.path().equals(path)).toList();
  }

  private static List<String> types(List<ReceivedCallback> all, String path) {
    return at(all, path).stream()
        .map(callback -> callback.header("Fleetwire-Event-Type").orElse(""))
        .toList();
  }

  @Test
  void theKeyThatTheCommandShowsVerifiesWhatTheBackendGets() {
    TrialDevice device = site.device("UDID-K").enrolled();
    TrialDevice.isEmpty(device.result("Acknowledged", "c-1"));
    String key = command("--key").strip();
    List<TrialBackend.Heard> heard = site.backend.heard("UDID-K");
    assertThat(heard)
        .extracting(TrialBackend.Heard::path)
        .containsExactly("Authenticate", "TokenUpdate", "CommandResult", "checkin");
    for (TrialBackend.Heard each : heard) {
      ReceivedCallback request = each.callback();
      assertThat(
              StandardWebhooksVerifier.of(InstantSource.system(), key)
                  .verify(
                      request.header("webhook-id").orElse(""),
                      request.header("webhook-timestamp").orElse(""),
                      request.header("webhook-signature").orElse(""),
                      request.body().bytes()))
          .as(each.path())
          .isInstanceOf(StandardWebhooksVerdict.Valid.class);
    }
    int before = site.backend.connections();
    for (int i = 0; i < 10; i++) {
      TrialDevice.isEmpty(device.idle());
    }
    assertThat(site.backend.connections()).as("kept alive").isLessThanOrEqualTo(before + 1);
    assertThat(command("--rotate-key").lines()).hasSize(2).last().isEqualTo(key);
  }

  @Test
  void aDeviceThatShowsItsCertificateNeedNotSign() {
    assertThat(profile(site.device("UDID-S"))).doesNotContain(SIGNS);
  }

  private static String profile(TrialDevice device) {
    HttpResponse<byte[]> answer = device.get("/mdm/apple/enroll");
    assertThat(answer.statusCode()).isEqualTo(200);
    return TrialDevice.text(answer).replaceAll("\\s", "");
  }

  @Test
  void signingIsLeftOutOnlyWhereSomethingElseTellsWhoSpeaks(@TempDir Path folder) {
    Config nothing =
        TrialServer.config(
            folder, Map.of("apple.webhook-url", "http://a/", "apple.sign-messages", "false"));
    assertThatThrownBy(() -> AppleRoom.settings(nothing, AddressRule.NONE, Optional.empty()))
        .isInstanceOf(SettingRefusedException.class)
        .hasMessageContainingAll("apple.sign-messages", "server.tls.listen", "apple.proxies");
  }

  @Test
  void whoHasACodeGetsASignedProfile(@TempDir Path folder) throws IOException {
    try (TrialServer closed =
        TrialServer.start(
            folder,
            new TrialClock(),
            Map.of(
                "apple.webhook-url",
                site.backend.url().toString(),
                "apple.topic",
                "com.apple.mgmt.External.trial",
                "apple.enroll.access",
                "code",
                "apple.sign-profile",
                "true"))) {
      assertThat(closed.anybody().get("/mdm/apple/enroll").status()).isEqualTo(403);
      assertThat(closed.anybody().get("/mdm/apple/enroll?code=guessed").status()).isEqualTo(403);
      String code = command(folder, "--enroll-code").strip();
      String path = "/mdm/apple/enroll?code=" + code;
      assertThat(closed.anybody().get(path).status()).isEqualTo(200);
      save(folder.resolve("profile.der"), closed.anybody().get(path));
      save(folder.resolve("ca.der"), closed.anybody().get(AUTHORITY));
      openssl(folder, "x509", "-inform", "DER", "-in", "ca.der", "-out", "ca.pem");
      assertThat(openssl(folder, VERIFIES.split(" ")))
          .contains("<string>com.apple.mdm</string>", SIGNED);
    }
  }

  private static void save(Path file, KnoxAnswer answer) throws IOException {
    assertThat(answer.status()).isEqualTo(200);
    Files.write(file, answer.body().bytes());
  }

  private static String openssl(Path folder, String... arguments) {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    return TrialTools.run(folder, Map.of(), command.toArray(String[]::new));
  }

  private static String command(String option) {
    return command(data, option);
  }

  private static String command(Path folder, String option) {
    Captured.Run run = Captured.run("apple", option, "--data", folder.toString());
    assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
    return run.out();
  }
}

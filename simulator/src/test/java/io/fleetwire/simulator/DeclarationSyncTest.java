package io.fleetwire.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.simulator.FakeManagement.Said;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// What a device does with declarations, and what it complains of, over real sockets.
final class DeclarationSyncTest {
  private static final String NOW = "2026-01-02T03:04:05Z";
  private static final String PASSCODE = "com.apple.configuration.passcode.settings";
  private static final String STATES = "/StatusItems/management/declarations/";

  private FakeManagement management;

  @BeforeEach
  void start() throws IOException {
    management = new FakeManagement();
    management.answer("status", Said.empty(200));
  }

  @AfterEach
  void stop() {
    management.close();
  }

  @Test
  void itFetchesWhatIsNewSettlesAndReports() {
    tokens("t1", NOW);
    items("t1", lists(item("a", "1"), item("c", "1"), ""));
    String names = "{\"StandardConfigurations\":[\"c\"]}";
    declaration("activation/a", "com.apple.activation.simple", names);
    declaration("configuration/c", PASSCODE, "{}");
    assertThat(sync()).isEqualTo(new AppleSession.End.Done());
    assertThat(String.join(" ", management.asked()))
        .isEqualTo(
            "tokens declaration-items declaration/activation/a declaration/configuration/c tokens"
                + " status");
    assertThat(report().at("/FullReport").asBoolean()).isTrue();
    assertThat(report().at(STATES + "configurations/0/active").asBoolean()).isTrue();
    assertThat(sync()).isEqualTo(new AppleSession.End.Done());
    assertThat(management.asked()).as("nothing has changed").hasSize(7);
  }

  @Test
  void whatIsAnswered404AndWhatTheListHasNoLongerIsRemoved() {
    tokens("t1", NOW);
    items("t1", lists("", item("c", "1") + "," + item("d", "1"), ""));
    declaration("configuration/c", PASSCODE, "{}");
    declaration("configuration/d", PASSCODE, "{}");
    sync();
    assertThat(management.channel.declarations().all()).hasSize(2);
    tokens("t2", NOW);
    items("t2", lists("", item("c", "2"), ""));
    management.answer("declaration/configuration/c", Said.empty(404));
    assertThat(sync()).isEqualTo(new AppleSession.End.Done());
    assertThat(management.channel.declarations().all()).isEmpty();
    assertThat(report().at("/FullReport").asBoolean(true)).isFalse();
  }

  @Test
  void whatMustNotBeIsAFault() {
    tokens("t1", "2026-01-02T03:04:05.123Z");
    assertThat(why()).contains("whole seconds");
    tokens("t1", NOW);
    items("t1", "\"Activations\":[],\"Configurations\":[],\"Assets\":[]");
    assertThat(why()).contains("lack the list Management");
    items("t1", lists("", item("c", "1"), ""));
    declaration("configuration/c", PASSCODE.replace("configuration", "asset"), "[]");
    assertThat(why()).contains("lacks a Payload");
    items("t1", lists("", "", ""));
    management.answer("status", Said.empty(204));
    assertThat(why()).contains("not answered by an empty 200");
    tokens("t2", "2025-01-01T00:00:00Z");
    assertThat(why()).contains("a Timestamp went back");
  }

  @Test
  void aTokenThatIsAnotherOneEachTimeNeverSettles() {
    AtomicInteger counter = new AtomicInteger();
    management.answer("tokens", () -> Said.json(tokensOf("t" + counter.incrementAndGet(), NOW)));
    items("t0", lists("", "", ""));
    assertThat(why()).contains("another one after each synchronization");
  }

  @Test
  void whoIsUnenrolledStops() {
    management.answer("tokens", Said.empty(401));
    assertThat(sync()).isEqualTo(new AppleSession.End.Dismissed("401"));
    management.answer(
        "tokens",
        new Said(403, "application/json", "{\"code\":\"com.apple.unrecognized.device\"}"));
    assertThat(sync()).isInstanceOf(AppleSession.End.Dismissed.class);
    management.answer("tokens", Said.empty(403));
    assertThat(why()).contains("tokens was answered 403");
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain, 5, '', true",
    "text/html,  5, '', false",
    "text/plain, 6, '', false",
    "text/plain, 5, 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824, true",
    "text/plain, 5, 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9825, false"
  })
  void anAssetIsJudged(String type, int size, String digest, boolean valid) {
    management.answer("/file", new Said(200, "text/plain", "hello"));
    tokens("t1", NOW);
    items("t1", lists("", "", item("f", "1")));
    String hash = digest.isEmpty() ? "" : ",\"Hash-SHA-256\":\"" + digest + "\"";
    declaration(
        "asset/f",
        "com.apple.asset.data",
        "{\"Reference\":{\"DataURL\":\"%s\",\"ContentType\":\"%s\",\"Size\":%d%s}}"
            .formatted(management.url("/file"), type, size, hash));
    assertThat(sync()).isEqualTo(new AppleSession.End.Done());
    assertThat(report().at(STATES + "assets/0/valid").asString())
        .isEqualTo(valid ? "valid" : "invalid");
  }

  private AppleSession.End sync() {
    try (Courier courier = management.courier()) {
      return new DeclarationSync(management.around, courier, management.channel, management.facts)
          .run(Optional.empty());
    }
  }

  private String why() {
    return sync() instanceof AppleSession.End.Stopped(String why) ? why : "no fault";
  }

  private JsonNode report() {
    return Json.parse(
            management.last().text("Endpoint").equals(Optional.of("status"))
                ? management.last().data("Data").orElseThrow()
                : new byte[0])
        .orElseThrow();
  }

  private void tokens(String token, String timestamp) {
    management.answer("tokens", Said.json(tokensOf(token, timestamp)));
  }

  private static String tokensOf(String token, String timestamp) {
    return "{\"SyncTokens\":{\"DeclarationsToken\":\"%s\",\"Timestamp\":\"%s\"}}"
        .formatted(token, timestamp);
  }

  private void items(String token, String lists) {
    management.answer(
        "declaration-items",
        Said.json("{\"Declarations\":{%s},\"DeclarationsToken\":\"%s\"}".formatted(lists, token)));
  }

  private static String lists(String activations, String configurations, String assets) {
    return "\"Activations\":[%s],\"Configurations\":[%s],\"Assets\":[%s],\"Management\":[]"
        .formatted(activations, configurations, assets);
  }

  private static String item(String identifier, String token) {
    return "{\"Identifier\":\"%s\",\"ServerToken\":\"%s\"}".formatted(identifier, token);
  }

  private void declaration(String name, String type, String payload) {
    String identifier = name.substring(name.indexOf('/') + 1);
    management.answer(
        "declaration/" + name,
        Said.json(
            "{\"Type\":\"%s\",\"Identifier\":\"%s\",\"ServerToken\":\"1\",\"Payload\":%s}"
                .formatted(type, identifier, payload)));
  }
}

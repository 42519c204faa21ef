package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.Payload;
import io.fleetwire.testkit.FakeReceiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The command `replay` against a whole server.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ReplayCommandTrial {
  private static final Duration BOUND = Duration.ofSeconds(40);

  private final FakeReceiver receiver = FakeReceiver.start();
  private TrialServer server;
  private TrialLab person;
  private String endpoint;
  private Path key;

  @BeforeAll
  void start(@TempDir Path data) throws IOException {
    server = TrialServer.start(data);
    person = TrialLab.open(server);
    key = Files.writeString(data.resolve("key"), person.key() + "\n");
    TrialApi api =
        new TrialApi(
            server.anybody().with("Authorization", TrialLab.basic(person.login(), person.key())));
    String type = api.eventType("device.seen");
    endpoint = TrialApi.id(201, api.endpoint(receiver.url("/a"), "\"eventTypes\":[\"device.*\"]"));
    List.of("a", "b", "b").forEach(subject -> api.publish(type, subject, "1"));
    receiver.await(3, BOUND);
  }

  @AfterAll
  void stop() {
    server.close();
    receiver.close();
  }

  @Test
  void countsThenDeliversAgainWhatWasChosen() {
    Captured.Run dry = replay("--subjects", "b", "--dry-run");
    assertThat(dry.out()).isEqualToIgnoringNewLines("{\"found\":2,\"complete\":true}");
    Captured.Run run = replay("--subjects", "b", "--types", "device.*", "--per-second", "100");
    assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
    assertThat(run.err()).startsWith("2 deliveries; replay ").contains("2 of 2");
    JsonNode told = new JsonMapper().readTree(run.out());
    assertThat(told.path("state").stringValue()).isEqualTo("finished");
    assertThat(told.path("enqueued").intValue()).isEqualTo(2);
    assertThat(receiver.await(5, BOUND))
        .extracting(callback -> callback.body())
        .extracting(Payload::size)
        .containsOnly(1);
  }

  @Test
  void saysWhatToDoWhenItCannot() throws IOException {
    assertThat(Captured.run("replay").err()).contains("give --endpoint, --login and --key-file");
    assertThat(replay("--per-second", "0").err()).contains("--per-second: write a whole number");
    assertThat(replay("--states", "lost").err()).contains("states: \"lost\" is no state; use ");
    assertThat(replay("--from", "yesterday").err()).contains("from: ");
    assertThat(with("--endpoint", "e_nothing").err()).contains("there is no such endpoint");
    assertThat(with("--server", "http://127.0.0.1:1").err()).contains("check --server");
    Path wrong = Files.writeString(key.resolveSibling("wrong"), "fw_nothing");
    assertThat(with("--key-file", wrong.toString()).err()).contains("check --login and --key-file");
  }

  private Captured.Run replay(String... more) {
    return Captured.run(Stream.concat(words(usual()), Stream.of(more)).toArray(String[]::new));
  }

  /// The usual command line, but for one option.
  private Captured.Run with(String option, String value) {
    Map<String, String> options = usual();
    options.put(option, value);
    return Captured.run(words(options).toArray(String[]::new));
  }

  private Map<String, String> usual() {
    return new TreeMap<>(
        Map.of(
            "--endpoint", endpoint,
            "--server", server.origin().toString(),
            "--login", person.login(),
            "--key-file", key.toString()));
  }

  private static Stream<String> words(Map<String, String> options) {
    return Stream.concat(
        Stream.of("replay"),
        options.entrySet().stream().flatMap(one -> Stream.of(one.getKey(), one.getValue())));
  }
}

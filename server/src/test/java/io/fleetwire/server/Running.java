package io.fleetwire.server;

import io.fleetwire.server.ConfigReader.Answer;
import io.fleetwire.testkit.KnoxClient;
import io.fleetwire.testkit.KnoxCredentials;
import io.fleetwire.web.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The whole server in this process, on a free port, as the command line would start it.
final class Running implements AutoCloseable {
  final RunningServer server;
  private final Path data;

  private Running(RunningServer server, Path data) {
    this.server = server;
    this.data = data;
  }

  static Running start(Path data) {
    Map<String, String> settings =
        new HashMap<>(
            Map.of(
                "server.listen", "127.0.0.1:0",
                "data.dir", data.toString(),
                "egress.allow", "127.0.0.0/8",
                "log.level", "error"));
    Captured captured = new Captured(Map.of());
    return switch (ConfigReader.read(List.of(Layer.commandLine(settings)))) {
      case Answer.Refused(List<String> faults) -> throw new AssertionError(faults);
      case Answer.Good(Config config) ->
          new Running(Wiring.start(config, LogSetup.serve(config.log(), captured.console())), data);
    };
  }

  KnoxClient client() {
    return KnoxClient.of(URI.create(server.url()));
  }

  /// A client that may do everything with `scopes`.
  KnoxClient client(String scopes) {
    JsonNode made = json(Captured.run("bootstrap", "--data", data.toString(), "--scopes", scopes));
    JsonNode oauth = made.get("oauthClient");
    KnoxCredentials credentials =
        new KnoxCredentials(
            oauth.get("clientId").stringValue(), oauth.get("clientSecret").stringValue());
    KnoxClient client = client();
    String token = client.token(credentials, Map.of()).text();
    return client.bearing(
        Json.parse(token.getBytes(StandardCharsets.UTF_8)).get("access_token").stringValue());
  }

  private static JsonNode json(Captured.Run run) {
    return Json.parse(run.out().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    server.close();
  }
}

package io.fleetwire.server;

import io.fleetwire.server.ConfigReader.Answer;
import io.fleetwire.testkit.KnoxAnswer;
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
    KnoxClient client = client();
    return client.bearing(accessToken(client.token(credentials(scopes), Map.of())));
  }

  /// A client of the authorization server, new in each test of these scopes that asks first.
  KnoxCredentials credentials(String scopes) {
    JsonNode oauth =
        json(Captured.run(
                "bootstrap",
                "--data",
                data.toString(),
                "--org",
                scopes,
                "--email",
                scopes.replace(' ', '.') + "@example.com",
                "--scopes",
                scopes))
            .get("oauthClient");
    return new KnoxCredentials(
        oauth.get("clientId").stringValue(), oauth.get("clientSecret").stringValue());
  }

  static String accessToken(KnoxAnswer answer) {
    return Json.parse(answer.body().bytes()).get("access_token").stringValue();
  }

  private static JsonNode json(Captured.Run run) {
    return Json.parse(run.out().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    server.close();
  }
}

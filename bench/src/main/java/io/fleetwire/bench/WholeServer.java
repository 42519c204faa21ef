package io.fleetwire.bench;

import io.fleetwire.server.Main;
import io.fleetwire.testkit.KnoxAnswer;
import io.fleetwire.testkit.KnoxClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The whole server in the folder of a workshop, set up from outside as its operator would. It logs
/// a line for each request and each attempt, as it is shipped. Confined to one thread.
final class WholeServer {
  /// Enough for a start over a store that was filled by direct rows.
  private static final Duration START_MAX = Duration.ofMinutes(5);

  private static final String LISTENS = "Fleetwire listens on ";

  private final Workshop shop;
  private final Path data;
  private final Path config;

  private WholeServer(Workshop shop, Path config) {
    this.shop = shop;
    this.data = shop.folder().resolve("server-data");
    this.config = config;
  }

  /// One that may call this machine. `settings` are further tables of the configuration file.
  static WholeServer in(Workshop shop, String settings) {
    try {
      return new WholeServer(
          shop,
          Files.writeString(
              shop.folder().resolve("fleetwire.toml"),
              "[egress]\nallow = [\"127.0.0.0/8\"]\n" + settings));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// One that runs.
  record Serving(ChildProcess process, URI origin) {}

  /// Somebody who owns an organization, as `bootstrap` made them.
  record Owner(String email, JsonNode user) {

    String password() {
      return user.required("password").stringValue();
    }

    /// Their programs, which show the API key.
    KnoxClient programs(KnoxClient anybody) {
      return anybody.basic(email, user.required("apiKey").stringValue());
    }
  }

  /// The folder of its store.
  Path data() {
    return data;
  }

  Serving serve() {
    ChildProcess process =
        shop.start(
            ServeProcess.class,
            List.of(
                "serve",
                "--config",
                config.toString(),
                "--listen",
                "127.0.0.1:0",
                "--data",
                data.toString()));
    return new Serving(process, URI.create(process.awaitSaid(LISTENS, START_MAX).split(" ")[0]));
  }

  /// The owner of its first organization.
  Owner owner() {
    String email = "owner@localhost";
    return new Owner(email, bootstrap("--email", email).required("user"));
  }

  /// What `bootstrap` prints.
  JsonNode bootstrap(String... options) {
    Stream<String> command = Stream.of("bootstrap", "--data", data.toString());
    List<String> arguments = Stream.concat(command, Stream.of(options)).toList();
    return JsonMapper.shared().readTree(shop.run(Main.class, arguments));
  }

  /// The answer, which has this status.
  static KnoxAnswer expect(int status, KnoxAnswer answer) {
    if (answer.status() != status) {
      throw new IllegalStateException("the server under test answered " + answer);
    }
    return answer;
  }
}

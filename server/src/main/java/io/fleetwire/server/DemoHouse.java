package io.fleetwire.server;

import io.fleetwire.access.BootstrapAnswer;
import io.fleetwire.access.BootstrapRequest;
import io.fleetwire.access.Scopes;
import io.fleetwire.access.Shown;
import io.fleetwire.engine.Secret;
import io.fleetwire.testkit.KnoxCredentials;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The server that a demo runs: what is done to it from within, beside its HTTP interface. Confined
/// to the demo's thread.
final class DemoHouse {
  private final RunningServer server;
  private final Path data;
  private final Map<String, DemoAccount> accounts = new LinkedHashMap<>();

  DemoHouse(RunningServer server, Path data) {
    this.server = server;
    this.data = data;
  }

  /// Where it answers.
  URI origin() {
    return URI.create(server.url());
  }

  /// Where its data is.
  Path data() {
    return data;
  }

  /// Whether there is no delivery that it would still make by itself.
  boolean isIdle() {
    return server.isIdle();
  }

  /// A new organization with an owner and a client, as `bootstrap` makes them.
  DemoAccount open(String name, String scopes) {
    String email = "owner@" + name.toLowerCase(Locale.ROOT).replace(' ', '-') + ".example";
    BootstrapRequest request =
        new BootstrapRequest(name, email, Scopes.parse(scopes).orElseThrow());
    return switch (server.inside().access().bootstrap(request)) {
      case BootstrapAnswer.Ready ready -> {
        DemoAccount account = account(ready);
        accounts.put(name, account);
        yield account;
      }
      case BootstrapAnswer.Refused(List<String> faults) ->
          throw new DemoStopException(String.join("; ", faults));
    };
  }

  Optional<DemoAccount> find(String name) {
    return Optional.ofNullable(accounts.get(name));
  }

  private static DemoAccount account(BootstrapAnswer.Ready ready) {
    return new DemoAccount(
        ready.organization().id().value(),
        ready.organization().name(),
        ready.user().email(),
        secret(ready.password()),
        secret(ready.apiKey()),
        new KnoxCredentials(
            ready.client().client().id(), secret(ready.client().secret()).reveal()));
  }

  private static Secret secret(Shown shown) {
    return switch (shown) {
      case Shown.Now(Secret secret) -> secret;
      case Shown.Before() -> throw new DemoStopException("the data folder was not empty");
    };
  }
}

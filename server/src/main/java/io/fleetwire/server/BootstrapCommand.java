package io.fleetwire.server;

import io.fleetwire.access.BootstrapAnswer;
import io.fleetwire.access.BootstrapRequest;
import io.fleetwire.access.Scopes;
import io.fleetwire.access.Shown;
import io.fleetwire.web.Json;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import tools.jackson.databind.node.ObjectNode;

/// `bootstrap`: creates an organization, its owner and an OAuth client where they are missing, and
/// prints their names and new secrets as one JSON object.
final class BootstrapCommand implements Command {
  private static final String ORGANIZATION = "Fleetwire";
  private static final String EMAIL = "owner@localhost";

  @Override
  public CommandSpec spec() {
    return Options.command(
        "bootstrap",
        "Create what is missing of an organization, its owner and an OAuth client, and print"
            + " one JSON object. Secrets are shown once: what had been there before is printed"
            + " as null. Works beside a running server.",
        Options.config(),
        Options.data(),
        Options.database(),
        Options.text("--org", "NAME", "The organization (" + ORGANIZATION + ")."),
        Options.text("--email", "ADDRESS", "Its owner (" + EMAIL + ")."),
        Options.text(
            "--scopes", "\"SCOPE ...\"", "What the client may do, separated by blanks (all)."));
  }

  @Override
  public int run(ParseResult arguments, Console console) {
    return Options.configured(arguments, console, config -> bootstrap(arguments, config, console));
  }

  private static int bootstrap(ParseResult arguments, Config config, Console console) {
    Optional<Scopes> scopes =
        Options.find(arguments, "--scopes")
            .map(Scopes::parse)
            .orElseGet(() -> Optional.of(Rooms.scopes().roots()));
    if (scopes.isEmpty()) {
      console.say("--scopes: write names such as kdms.devices:upload, separated by blanks");
      return ExitStatus.USAGE;
    }
    BootstrapRequest request =
        new BootstrapRequest(
            Options.find(arguments, "--org").orElse(ORGANIZATION),
            Options.find(arguments, "--email").orElse(EMAIL),
            scopes.get());
    boolean isNew = !config.database().isMade();
    try (Workshop workshop = Wiring.workshop(config)) {
      if (isNew) {
        console.say(Options.newDatabase(config));
      }
      return switch (workshop.access().bootstrap(request)) {
        case BootstrapAnswer.Refused(List<String> faults) -> {
          faults.forEach(console::say);
          yield ExitStatus.REFUSED;
        }
        case BootstrapAnswer.Ready ready -> {
          print(ready, console);
          yield ExitStatus.OK;
        }
      };
    }
  }

  private static void print(BootstrapAnswer.Ready ready, Console console) {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("orgId", ready.organization().id().value());
    ObjectNode user = json.putObject("user");
    user.put("email", ready.user().email());
    put(user, "password", ready.password());
    put(user, "apiKey", ready.apiKey());
    ObjectNode client = json.putObject("oauthClient");
    client.put("clientId", ready.client().client().id());
    put(client, "clientSecret", ready.client().secret());
    ready.client().client().scopes().values().forEach(client.putArray("scopes")::add);
    console.out().println(json);
    if (List.of(ready.password(), ready.apiKey(), ready.client().secret()).stream()
        .anyMatch(Shown.Before.class::isInstance)) {
      console.say("What is null had been there before; its secret was shown then.");
    }
  }

  private static void put(ObjectNode json, String name, Shown secret) {
    switch (secret) {
      case Shown.Now(var value) -> json.put(name, value.reveal());
      case Shown.Before() -> json.putNull(name);
    }
  }
}

package io.fleetwire.server;

import io.fleetwire.access.ResetAnswer;
import io.fleetwire.access.User;
import io.fleetwire.engine.Secret;
import io.fleetwire.portal.Portal;
import io.fleetwire.server.Kind.BadSetting;
import java.net.URI;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `reset-password`: makes a one-time link by which somebody sets another password; for the owner,
/// for whom nobody in the portal can do it.
final class ResetPasswordCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Options.command(
        "reset-password",
        "Make a one-time link by which somebody who has forgotten their password sets another"
            + " one, and print it. For the owner of an organization; for others an admin does"
            + " the same in the portal. Works beside a running server.",
        Options.config(),
        Options.listen(),
        Options.data(),
        Options.database(),
        Options.publicUrl(),
        Options.text("--email", "ADDRESS", "Whose password: their email address or user name."));
  }

  @Override
  public int run(ParseResult arguments, Console console) throws BadSetting {
    String email =
        Options.find(arguments, "--email")
            .orElseThrow(() -> new BadSetting("--email: say whose password is forgotten"));
    return Options.configured(arguments, console, config -> reset(email, config, console));
  }

  private static int reset(String email, Config config, Console console) {
    try (Workshop workshop = Wiring.workshopOfServer(config)) {
      return switch (workshop.access().resets().makeOnTerminal(email)) {
        case ResetAnswer.Made(User user, Secret token) -> {
          console.say(
              "Whoever opens this link within a day sets the password of " + user.email() + ":");
          console.out().println(origin(config) + Portal.resetPath(token));
          yield ExitStatus.OK;
        }
        case ResetAnswer.NotAllowed(String message) -> {
          console.say(email + ": " + message);
          yield ExitStatus.REFUSED;
        }
        case ResetAnswer.Unknown() -> {
          console.say(
              "There is no user "
                  + email
                  + " in "
                  + config.database()
                  + "; is that the server's database?");
          yield ExitStatus.REFUSED;
        }
        case ResetAnswer.Done _, ResetAnswer.Refused _ ->
            throw new AssertionError("a link was to be made");
      };
    }
  }

  private static String origin(Config config) {
    return config
        .server()
        .publicUrl()
        .map(URI::toString)
        .orElseGet(() -> "http://" + config.server().listen())
        .replaceAll("/+$", "");
  }
}

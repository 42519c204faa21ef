package io.fleetwire.server;

import io.fleetwire.apple.AppleTools;
import io.fleetwire.apple.AppleWorld;
import io.fleetwire.callback.CallbackWorld;
import io.fleetwire.callback.Callbacks;
import io.fleetwire.engine.Secret;
import io.fleetwire.server.Kind.BadSetting;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `apple`: shows or exchanges the key by which the management backend knows this server, and makes
/// codes for enrolment profiles.
final class AppleCommand implements Command {
  private static final String KEY = "--key";
  private static final String ROTATE = "--rotate-key";
  private static final String CODE = "--enroll-code";

  @Override
  public CommandSpec spec() {
    return Options.command(
        "apple",
        "Apple devices: show or exchange the key that verifies webhooks to the management"
            + " backend, or make a code for enrolment profiles. Works beside a running server,"
            + " which follows within half a minute.",
        Options.config(),
        Options.data(),
        Options.database(),
        Options.flag(KEY, "Print what the backend verifies with."),
        Options.flag(ROTATE, "A new key, printed first; the one before it goes on for a day."),
        Options.flag(CODE, "Print a code that opens /mdm/apple/enroll?code=..."));
  }

  @Override
  public int run(ParseResult arguments, Console console) throws BadSetting {
    long chosen =
        List.of(KEY, ROTATE, CODE).stream().filter(name -> Options.has(arguments, name)).count();
    if (chosen != 1) {
      throw new BadSetting("choose --key, --rotate-key or --enroll-code");
    }
    return Options.configured(arguments, console, config -> run(arguments, config, console));
  }

  private static int run(ParseResult arguments, Config config, Console console) {
    InstantSource clock = Wiring.clock();
    SecureRandom random = Wiring.secrets();
    try (Workshop workshop = Wiring.workshopOfServer(config)) {
      AppleTools tools =
          AppleTools.of(
              workshop.database(),
              Callbacks.book(workshop.database(), new CallbackWorld(clock, random)),
              config.apple().challengeLifetime(),
              new AppleWorld(clock, random));
      if (Options.has(arguments, CODE)) {
        console.out().println(tools.enrolCode().reveal());
        return ExitStatus.OK;
      }
      Instant now = clock.instant();
      return tell(Options.has(arguments, ROTATE) ? tools.rotate(now) : tools.keys(now), console);
    }
  }

  private static int tell(AppleTools.Keys keys, Console console) {
    return switch (keys) {
      case AppleTools.Keys.Shown(List<Secret> verifiers) -> {
        verifiers.forEach(verifier -> console.out().println(verifier.reveal()));
        yield ExitStatus.OK;
      }
      case AppleTools.Keys.None _ -> {
        console.say(
            "there is no key: start the server once with apple.webhook-url, and with an"
                + " apple.webhook-signature that is not none");
        yield ExitStatus.REFUSED;
      }
      case AppleTools.Keys.Crowded(Instant freeAt) -> {
        console.say("too many keys are being exchanged; try again after " + freeAt);
        yield ExitStatus.REFUSED;
      }
    };
  }
}

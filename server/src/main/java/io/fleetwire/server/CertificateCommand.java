package io.fleetwire.server;

import io.fleetwire.knox.CertificateRotation;
import io.fleetwire.knox.CertificateStatus;
import io.fleetwire.knox.RotationAnswer;
import io.fleetwire.server.Kind.BadSetting;
import java.time.Instant;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `certificate`: shows the certificates that callbacks are signed with, and replaces them.
final class CertificateCommand implements Command {
  private static final String RENEW = "--renew";
  private static final String REKEY = "--rekey";
  private static final String NOW = "--now";

  @Override
  public CommandSpec spec() {
    return Options.command(
        "certificate",
        "Show the certificates of signed callbacks, or replace them. A running server follows"
            + " within half a minute.",
        Options.config(),
        Options.data(),
        Options.database(),
        Options.flag(
            RENEW, "A new certificate for the same key, at once. Receivers go on verifying."),
        Options.flag(REKEY, "A new key: published now, signing when the overlap has passed."),
        Options.flag(
            NOW,
            "With --rekey: the new key signs at once. Every receiver fails to verify until it"
                + " has downloaded the certificate; for a key that somebody else knows."));
  }

  @Override
  public int run(ParseResult arguments, Console console) throws BadSetting {
    boolean renew = Options.has(arguments, RENEW);
    boolean rekey = Options.has(arguments, REKEY);
    boolean now = Options.has(arguments, NOW);
    if ((renew && rekey) || (now && !rekey)) {
      throw new BadSetting("choose --renew, or --rekey, or --rekey --now");
    }
    return Options.configured(
        arguments,
        console,
        config -> {
          try (Workshop workshop = Wiring.workshopOfServer(config)) {
            CertificateRotation rotation = workshop.certificates();
            RotationAnswer answer =
                renew
                    ? rotation.renew()
                    : rekey ? rekey(rotation, now) : new RotationAnswer.Done(rotation.status());
            return tell(answer, console);
          }
        });
  }

  private static RotationAnswer rekey(CertificateRotation rotation, boolean now) {
    return now ? rotation.rekeyWithoutOverlap() : rotation.rekey();
  }

  private static int tell(RotationAnswer answer, Console console) {
    return switch (answer) {
      case RotationAnswer.Done(CertificateStatus status) -> {
        status.served().forEach(served -> print(served, console));
        yield ExitStatus.OK;
      }
      case RotationAnswer.AlreadyPublished(Instant signsFrom) -> {
        console.say(
            "Nothing was changed: a new key is already published and signs from "
                + signsFrom
                + ". Use --rekey --now to let it sign at once.");
        yield ExitStatus.REFUSED;
      }
    };
  }

  private static void print(CertificateStatus.Served served, Console console) {
    console.out().println("kid        " + served.keyId());
    console.out().println("subject    " + served.subject());
    console.out().println("signs from " + served.signsFrom());
    console.out().println("not after  " + served.notAfter());
    console.out().println();
  }
}

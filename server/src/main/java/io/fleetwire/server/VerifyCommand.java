package io.fleetwire.server;

import io.fleetwire.receiver.KnoxVerifier;
import io.fleetwire.server.Kind.BadSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `verify`: checks one captured callback.
final class VerifyCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Options.command(
        "verify",
        "Check one captured callback: the exact bytes of its body, and the value of its header"
            + " X-WSM-SIGNATURE. Exits with 0 when it is genuine, with 1 when it is not.",
        Options.text(
            "--certificate", "FILE", "The certificate, as /downloadCertificate serves it."),
        Options.text("--signature", "TEXT", "The value of X-WSM-SIGNATURE."),
        Options.text("--body", "FILE", "The body, byte for byte."));
  }

  @Override
  public int run(ParseResult arguments, Console console) {
    Optional<String> certificate = Options.find(arguments, "--certificate");
    Optional<String> signature = Options.find(arguments, "--signature");
    Optional<String> body = Options.find(arguments, "--body");
    if (certificate.isEmpty() || signature.isEmpty() || body.isEmpty()) {
      console.say("give all of --certificate, --signature and --body");
      return ExitStatus.USAGE;
    }
    try {
      KnoxVerifier verifier = Desk.verifier(Path.of(certificate.get()));
      byte[] bytes = Files.readAllBytes(Path.of(body.get()));
      Desk.Finding finding = Desk.finding(verifier.verify(signature.get().strip(), bytes));
      console.out().println(finding.words());
      return finding.status() == 200 ? ExitStatus.OK : ExitStatus.REFUSED;
    } catch (BadSetting e) {
      console.say(String.valueOf(e.getMessage()));
      return ExitStatus.USAGE;
    } catch (IOException e) {
      console.say("the body cannot be read: " + e);
      return ExitStatus.USAGE;
    }
  }
}

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
  public int run(ParseResult arguments, Console console) throws BadSetting {
    Optional<String> certificate = Options.find(arguments, "--certificate");
    Optional<String> signature = Options.find(arguments, "--signature");
    Optional<String> body = Options.find(arguments, "--body");
    if (certificate.isEmpty() || signature.isEmpty() || body.isEmpty()) {
      throw new BadSetting("give all of --certificate, --signature and --body");
    }
    try {
      KnoxVerifier verifier = Desk.verifier(Path.of(certificate.get()));
      byte[] bytes = Files.readAllBytes(Path.of(body.get()));
      Desk.Finding finding = Desk.finding(verifier.verify(signature.get().strip(), bytes));
      console.out().println(finding.words());
      return finding.status() == 200 ? ExitStatus.OK : ExitStatus.REFUSED;
    } catch (IOException e) {
      throw new BadSetting("the body cannot be read: " + e);
    }
  }
}

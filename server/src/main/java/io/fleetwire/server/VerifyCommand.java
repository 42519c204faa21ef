package io.fleetwire.server;

import io.fleetwire.receiver.KnoxVerdict;
import io.fleetwire.receiver.KnoxVerifier;
import io.fleetwire.server.Kind.BadSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
    KnoxVerifier verifier = Desk.verifier(Path.of(certificate.get()));
    byte[] bytes = read(Path.of(body.get()));
    KnoxVerdict verdict = verifier.verify(signature.get().strip(), bytes);
    Desk.Finding finding = Desk.finding(verdict);
    console.out().println(finding.words());
    if (verdict instanceof KnoxVerdict.BadSignature && endsALine(bytes)) {
      byte[] without = Arrays.copyOf(bytes, bytes.length - 1);
      if (verifier.verify(signature.get().strip(), without) instanceof KnoxVerdict.Valid) {
        console.say("Without the line break at the end of the file it does: give the body alone.");
      }
    }
    return finding.status() == 200 ? ExitStatus.OK : ExitStatus.REFUSED;
  }

  private static byte[] read(Path body) throws BadSetting {
    try {
      return Files.readAllBytes(body);
    } catch (IOException e) {
      throw new BadSetting("--body: " + body + " cannot be read: " + FileFault.words(e));
    }
  }

  /// As `listen` writes bodies, and as editors like files to end.
  private static boolean endsALine(byte[] bytes) {
    return bytes.length > 0 && bytes[bytes.length - 1] == '\n';
  }
}

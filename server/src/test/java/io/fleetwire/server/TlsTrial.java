package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.testkit.FakeAuthority;
import io.fleetwire.testkit.FakeIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The whole server over TLS, called by curl.
@Timeout(120)
final class TlsTrial {
  private final Instant now = InstantSource.system().instant();

  @TempDir private Path folder;

  @Test
  void aServerWithoutACertificateShowsOneOfItsOwnAuthority() throws IOException {
    Map<String, String> settings =
        Map.of(
            "server.tls.listen", "127.0.0.1:0",
            "server.public-url", "https://mdm.example.com",
            "apple.webhook-url", "http://127.0.0.1:9/",
            "apple.topic", "com.apple.mgmt.External.trial");
    try (TrialServer server =
        TrialServer.start(folder.resolve("data"), new TrialClock(), settings)) {
      String scep = server.origin() + "/mdm/apple/scep?operation=GetCACert";
      curl("-o", "ca.der", scep);
      TrialTools.run(
          folder, Map.of(), "openssl", "x509", "-inform", "der", "-in", "ca.der", "-out", "ca.pem");
      String secure = server.tlsOrigin().toString();
      assertThat(curl("--cacert", "ca.pem", secure + "/health")).contains("up");
      String connected = "mdm.example.com:443:127.0.0.1:" + server.tlsOrigin().getPort();
      String profile =
          curl(
              "--cacert",
              "ca.pem",
              "--connect-to",
              connected,
              "https://mdm.example.com/mdm/apple/enroll");
      assertThat(profile).as("brings the authority").contains("com.apple.security.root");
    }
  }

  @Test
  void theOperatorsCertificateIsShownAndFollowedWhenItChanges() throws IOException {
    FakeAuthority before = FakeAuthority.create("Before", now);
    FakeAuthority after = FakeAuthority.create("After", now);
    write(before.issue(now, "localhost"));
    Files.writeString(folder.resolve("before.pem"), before.certificatePem());
    Files.writeString(folder.resolve("after.pem"), after.certificatePem());
    Map<String, String> settings =
        Map.of(
            "server.tls.listen", "127.0.0.1:0",
            "server.tls.certificate-file", folder.resolve("cert.pem").toString(),
            "server.tls.key-file", folder.resolve("key.pem").toString());
    try (TrialServer server =
        TrialServer.start(folder.resolve("data"), new TrialClock(), settings)) {
      String url = "https://localhost:" + server.tlsOrigin().getPort() + "/health";
      assertThat(curl("--cacert", "before.pem", url)).contains("up");
      write(after.issueRsa(now, "localhost"));
      assertThat(
              curl(
                  "--retry",
                  "30",
                  "--retry-all-errors",
                  "--retry-delay",
                  "1",
                  "--cacert",
                  "after.pem",
                  url))
          .contains("up");
    }
  }

  private void write(FakeIdentity identity) throws IOException {
    Files.writeString(folder.resolve("cert.pem"), identity.certificatePem());
    Files.writeString(folder.resolve("key.pem"), identity.keyPem());
  }

  private String curl(String... arguments) {
    String[] command = new String[arguments.length + 2];
    command[0] = "curl";
    command[1] = "-fsS";
    System.arraycopy(arguments, 0, command, 2, arguments.length);
    return TrialTools.run(folder, Map.of(), command);
  }
}

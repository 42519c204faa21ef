package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.testkit.FakeAuthority;
import io.fleetwire.testkit.FakeIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TlsFilesTest {
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

  private final FakeAuthority authority = FakeAuthority.create("CA", NOW);
  private final FakeIdentity first = authority.issue(NOW, "a.example.com");
  private final FakeIdentity second = authority.issueRsa(NOW, "a.example.com");
  private Path certificate;
  private Path key;
  private TlsFiles files;

  @BeforeEach
  void write(@TempDir Path folder) throws IOException {
    certificate = folder.resolve("cert.pem");
    key = folder.resolve("key.pem");
    Files.writeString(certificate, first.certificatePem() + authority.certificatePem());
    Files.writeString(key, first.keyPem());
    files = new TlsFiles("server.tls", certificate, key, TlsFiles.Judge.NONE);
  }

  @Test
  void bothFilesMakeAnIdentityWithItsChain() {
    assertThat(files.first(NOW).chain())
        .containsExactly(first.certificate(), authority.certificate());
    assertThat(files.next(NOW)).as("nothing has changed").isEmpty();
  }

  @Test
  void aPairThatIsReplacedIsNoticedOnceBothAreThere() throws IOException {
    files.first(NOW);
    Files.writeString(certificate, second.certificatePem());
    assertThat(files.next(NOW)).as("with the key of the first").isEmpty();
    Files.writeString(key, second.keyPem());
    assertThat(files.next(NOW).orElseThrow().chain()).containsExactly(second.certificate());
    assertThat(files.next(NOW)).isEmpty();
  }

  @Test
  void aFileThatIsGoneChangesNothing() throws IOException {
    files.first(NOW);
    Files.delete(key);
    assertThat(files.next(NOW)).isEmpty();
  }

  @Test
  void whatCannotServeIsRefusedWithTheSettingsName() throws IOException {
    Files.writeString(key, second.keyPem());
    assertThatThrownBy(() -> files.first(NOW))
        .isInstanceOf(SettingRefusedException.class)
        .hasMessageStartingWith("server.tls.key-file: " + key);
    Files.writeString(certificate, "nothing");
    assertThatThrownBy(() -> files.first(NOW))
        .isInstanceOf(SettingRefusedException.class)
        .hasMessageStartingWith("server.tls.certificate-file: " + certificate);
    Files.delete(certificate);
    assertThatThrownBy(() -> files.first(NOW))
        .isInstanceOf(SettingRefusedException.class)
        .hasMessageContaining("cert.pem");
  }
}

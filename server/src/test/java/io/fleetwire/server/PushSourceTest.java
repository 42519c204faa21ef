package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.engine.Pump;
import io.fleetwire.testkit.FakeAuthority;
import io.fleetwire.testkit.FakeIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PushSourceTest {
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
  private static final String TOPIC = "com.apple.mgmt.External.1a2b";

  private final FakeAuthority authority = FakeAuthority.create("Apple", NOW);
  private final Map<String, String> settings = new HashMap<>();
  private Path folder;
  private Path certificate;
  private Path key;

  @BeforeEach
  void write(@TempDir Path temporary) throws IOException {
    folder = temporary;
    certificate = folder.resolve("push.pem");
    key = folder.resolve("push.key");
    settings.put("apple.push.certificate-file", certificate.toString());
    settings.put("apple.push.key-file", key.toString());
    write(issued("UID=" + TOPIC, 90));
  }

  @Test
  void theTopicIsTheUidOfTheSubject() throws IOException {
    assertThat(open().orElseThrow().get().topic()).isEqualTo(TOPIC);
    write(issued("C=US+UID=" + TOPIC + ",CN=APSP\\, 1", 90));
    assertThat(open().orElseThrow().get().topic()).isEqualTo(TOPIC);
    settings.put("apple.topic", TOPIC);
    assertThat(open()).isPresent();
    assertThat(open(Map.of())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "CN=APSP, '', has no UID that begins with com.apple.mgmt. in its subject",
    "UID=com.example.app, '', get one at https://identity.apple.com/pushcert",
    "CN=com.apple.mgmt.External.1a2b, '', has no UID",
    "UID=com.apple.mgmt.External.3c4d, com.apple.mgmt.External.1a2b, is for the topic com.apple"
        + ".mgmt.External.3c4d",
  })
  void whatCanNeverWakeDevicesIsRefused(String subject, String topic, String fault)
      throws IOException {
    settings.put("apple.topic", topic);
    write(issued(subject, 90));
    assertThatThrownBy(this::open)
        .isInstanceOf(SettingRefusedException.class)
        .hasMessageStartingWith("apple.push.certificate-file: " + certificate)
        .hasMessageContaining(fault);
  }

  // Else a server that goes on would not come back from its next start.
  @Test
  void oneThatHasEndedIsTakenAtTheStart() throws IOException {
    write(issued("UID=" + TOPIC, -1));
    PushSource source = open().orElseThrow();
    assertThat(source.get().isOver(NOW)).isTrue();
    FakeIdentity renewed = issued("UID=" + TOPIC + ",CN=second", 400);
    write(renewed);
    step(source);
    assertThat(source.get().identity().chain()).containsExactly(renewed.certificate());
  }

  @Test
  void aKeyThatIsNotItsOwnIsRefused() throws IOException {
    Files.writeString(key, issued("UID=" + TOPIC, 90).keyPem());
    assertThatThrownBy(this::open)
        .isInstanceOf(SettingRefusedException.class)
        .hasMessageStartingWith("apple.push.key-file: " + key)
        .hasMessageContaining("is not the key of the first certificate");
  }

  @Test
  void oneFileAloneIsRefused() {
    settings.remove("apple.push.key-file");
    assertThatThrownBy(this::open)
        .isInstanceOf(SettingRefusedException.class)
        .hasMessageContaining("write both, or none");
  }

  @Test
  void anotherOneOfTheSameTopicTakesItsPlace() throws IOException {
    PushSource source = open().orElseThrow();
    FakeIdentity renewed = issued("UID=" + TOPIC + ",CN=second", 400);
    write(renewed);
    step(source);
    assertThat(source.get().identity().chain()).containsExactly(renewed.certificate());
    for (FakeIdentity unfit :
        new FakeIdentity[] {issued("UID=com.apple.mgmt.other", 90), issued("UID=" + TOPIC, -1)}) {
      write(unfit);
      step(source);
      assertThat(source.get().identity().chain()).containsExactly(renewed.certificate());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.push.apple.com",
        "api.push.apple.com",
        "https://api.push.apple.com/3",
        "https://api.push.apple.com?a=b",
        "https://me@api.push.apple.com",
        "https://",
        "",
      })
  void theServiceIsAnAddressOverTls(String url) {
    settings.put("apple.push.url", url);
    assertThatThrownBy(this::open)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("apple.push.url")
        .hasMessageEndingWith(
            "write an address such as https://api.push.apple.com:2197, without a path, a query and"
                + " a user");
  }

  private FakeIdentity issued(String subject, int days) {
    return authority.issueTo(subject, NOW.plus(Duration.ofDays(days)));
  }

  private void write(FakeIdentity identity) throws IOException {
    Files.writeString(certificate, identity.certificatePem());
    Files.writeString(key, identity.keyPem());
  }

  private Optional<PushSource> open() {
    return open(settings);
  }

  private Optional<PushSource> open(Map<String, String> all) {
    return PushSource.open(TrialServer.config(folder, all).apple(), NOW);
  }

  /// Another pump each time, which is due at once.
  private static void step(PushSource source) {
    Pump pump = source.pump(() -> NOW);
    pump.step();
  }
}

package io.fleetwire.apple;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.store.Database;
import io.fleetwire.store.DatabaseSettings;
import io.fleetwire.testkit.SettableClock;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EnrolCodesTest {
  @TempDir private Path folder;

  @Test
  void aProfileIsForWhoBringsACode() {
    try (FakeBackend backend = FakeBackend.start();
        AppleSite site = AppleSite.open(folder, byCode(backend))) {
      HttpResponse<byte[]> refused = get(site, "");
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(TestDevice.text(refused)).contains("?code=", "fleetwire apple --enroll-code");
      assertThat(get(site, "?code=").statusCode()).isEqualTo(403);
      assertThat(get(site, "?code=guessed").statusCode()).isEqualTo(403);
      String code = site.tools().enrolCode().reveal();
      String first = challenge(get(site, "?code=" + code));
      assertThat(challenge(get(site, "?code=" + code)))
          .as("a code is for many devices, a challenge for one")
          .isNotEqualTo(first);
      String second = site.tools().enrolCode().reveal();
      assertThat(second).isNotEqualTo(code);
      assertThat(get(site, "?code=" + second).statusCode()).isEqualTo(200);
      assertThat(get(site, "?code=" + code.substring(1)).statusCode()).isEqualTo(403);
      assertThat(get(site, "?code=" + code.toLowerCase(Locale.ROOT)).statusCode()).isEqualTo(403);
    }
  }

  @Test
  void aCodeIsGoodForATimeAndThenForgotten() {
    SettableClock clock = SettableClock.atNoon();
    try (Database database =
        Database.open(DatabaseSettings.server(folder), List.of(Apple.SCHEMA))) {
      EnrolCodes codes =
          new EnrolCodes(database, Duration.ofHours(1), new AppleWorld(clock, new SecureRandom()));
      String code = codes.issue().reveal();
      clock.advance(Duration.ofMinutes(59));
      assertThat(codes.isGood(code)).isTrue();
      clock.advance(Duration.ofMinutes(1));
      assertThat(codes.isGood(code)).isFalse();
      clock.advance(Duration.ofMinutes(1));
      codes.issue();
      Optional<Instant> kept =
          database.read(tx -> ChallengeTable.codeExpiresAt(tx, DdmCommand.digest(code)));
      assertThat(kept).as("making one forgets those whose time is over").isEmpty();
    }
  }

  private static String challenge(HttpResponse<byte[]> profile) {
    assertThat(profile.statusCode()).isEqualTo(200);
    String text = TestDevice.text(profile);
    int at = text.indexOf("<string>", text.indexOf("<key>Challenge</key>"));
    return text.substring(at, text.indexOf("</string>", at));
  }

  private static HttpResponse<byte[]> get(AppleSite site, String query) {
    return TestDevice.send(site.device("UDID-1").request("/mdm/apple/enroll" + query).GET());
  }

  private static AppleSettings byCode(FakeBackend backend) {
    AppleSettings plain = AppleSite.settings(backend);
    AppleSettings.Profile open = plain.profile();
    return new AppleSettings(
        plain.webhookUrl(),
        plain.publicUrl(),
        plain.organization(),
        new AppleSettings.Profile(
            open.topic(),
            open.name(),
            open.signed(),
            open.signing(),
            open.anchored(),
            AppleSettings.Profile.Access.CODE,
            open.challenge()),
        plain.acme(),
        plain.proxies(),
        plain.errors(),
        plain.signature(),
        plain.limits());
  }
}

package io.fleetwire.apple;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.apple.AppleSettings.Signature;
import io.fleetwire.engine.Secret;
import io.fleetwire.receiver.StandardWebhooksVerdict;
import io.fleetwire.receiver.StandardWebhooksVerifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// What the backend receives proves that it is from us: questions, results and what the engine
/// delivers, verified from the bytes of the wire by the library that we give to receivers.
final class BackendSigningTest {
  private static final InstantSource CLOCK = InstantSource.system();

  @TempDir private Path folder;
  private FakeBackend backend;

  @BeforeEach
  void open() {
    backend = FakeBackend.start();
  }

  @AfterEach
  void close() {
    backend.close();
  }

  @ParameterizedTest
  @EnumSource(value = Signature.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void everyRequestIsSigned(Signature signature) throws GeneralSecurityException {
    try (AppleSite site = site(signature)) {
      List<FakeBackend.Heard> all = all(site, "UDID-1");
      assertThat(all).extracting(FakeBackend.Heard::path).contains("event", "checkin");
      String key = shown(site).getFirst();
      for (FakeBackend.Heard heard : all) {
        assertThat(verdict(heard, heard.bytes(), key))
            .as(heard.path())
            .isInstanceOf(StandardWebhooksVerdict.Valid.class);
        byte[] other = heard.bytes().clone();
        other[other.length - 1] ^= 1;
        assertThat(verdict(heard, other, key))
            .isInstanceOf(StandardWebhooksVerdict.BadSignature.class);
        assertThat(heard.header(jwsHeader()).isEmpty()).isEqualTo(signature != Signature.JWS);
        if (signature == Signature.JWS) {
          assertThat(jwsFits(heard, heard.bytes(), key)).isTrue();
          assertThat(jwsFits(heard, other, key)).isFalse();
        }
      }
    }
  }

  @Test
  void nothingIsSignedThatNobodyWantsSigned() {
    try (AppleSite site = site(Signature.NONE)) {
      for (FakeBackend.Heard heard : all(site, "UDID-1")) {
        assertThat(heard.header("Webhook-signature")).isEmpty();
        assertThat(heard.header(jwsHeader())).isEmpty();
      }
      assertThat(site.tools().keys(CLOCK.instant())).isInstanceOf(AppleTools.Keys.None.class);
      assertThat(site.tools().rotate(CLOCK.instant())).isInstanceOf(AppleTools.Keys.None.class);
    }
  }

  @Test
  void theKeyStaysOverARestartAndChangesWithItsKind() {
    String hmac;
    try (AppleSite site = site(Signature.HMAC)) {
      hmac = shown(site).getFirst();
    }
    try (AppleSite site = site(Signature.HMAC)) {
      assertThat(shown(site)).containsExactly(hmac);
    }
    try (AppleSite site = site(Signature.ED25519)) {
      String ed25519 = shown(site).getFirst();
      assertThat(ed25519).startsWith("whpk_");
      all(site, "UDID-1")
          .forEach(
              heard ->
                  assertThat(verdict(heard, heard.bytes(), ed25519))
                      .isInstanceOf(StandardWebhooksVerdict.Valid.class));
    }
  }

  /// The running server follows; for a day both keys verify, so that no receiver has to be changed
  /// at the same moment. A detached JWS has one signature: that of the older key.
  @ParameterizedTest
  @EnumSource(
      value = Signature.class,
      names = {"HMAC", "JWS"})
  void aKeyIsExchangedBesideARunningServer(Signature signature) throws GeneralSecurityException {
    try (AppleSite site = site(signature)) {
      String old = shown(site).getFirst();
      List<String> both = texts(site.tools().rotate(CLOCK.instant()));
      assertThat(both).hasSize(2).last().isEqualTo(old);
      site.book();
      for (FakeBackend.Heard heard : all(site, "UDID-1")) {
        for (String key : both) {
          assertThat(verdict(heard, heard.bytes(), key))
              .as(heard.path())
              .isInstanceOf(StandardWebhooksVerdict.Valid.class);
        }
        if (signature == Signature.JWS) {
          assertThat(jwsFits(heard, heard.bytes(), old)).isTrue();
          assertThat(jwsFits(heard, heard.bytes(), both.getFirst())).isFalse();
        }
      }
    }
  }

  @Test
  void tooManyExchangesAtATimeAreRefused() {
    try (AppleSite site = site(Signature.HMAC)) {
      Instant now = CLOCK.instant();
      AppleTools tools = site.tools();
      AppleTools.Keys last = tools.rotate(now);
      for (int i = 0; i < 5 && last instanceof AppleTools.Keys.Shown; i++) {
        last = tools.rotate(now);
      }
      assertThat(last).isInstanceOf(AppleTools.Keys.Crowded.class);
      assertThat(((AppleTools.Keys.Crowded) last).freeAt()).isAfter(now);
    }
  }

  private AppleSite site(Signature signature) {
    AppleSettings plain = AppleSite.settings(backend);
    return AppleSite.open(
        folder,
        new AppleSettings(
            plain.webhookUrl(),
            plain.publicUrl(),
            plain.organization(),
            plain.profile(),
            plain.acme(),
            plain.proxies(),
            plain.errors(),
            signature,
            plain.limits()));
  }

  /// A request of every kind.
  private List<FakeBackend.Heard> all(AppleSite site, String udid) {
    backend.forget();
    TestDevice device = site.enrolled(udid);
    device.result("Acknowledged", "c-1");
    device.checkIn(device.declarative("tokens"));
    device.checkIn(device.declarative("declaration-items"));
    device.checkIn(device.declarative("declaration/asset/a"));
    device.asset("a");
    return backend.heard();
  }

  private static List<String> shown(AppleSite site) {
    return texts(site.tools().keys(CLOCK.instant()));
  }

  private static List<String> texts(AppleTools.Keys keys) {
    assertThat(keys).isInstanceOf(AppleTools.Keys.Shown.class);
    List<String> texts = new ArrayList<>();
    ((AppleTools.Keys.Shown) keys).verifiers().stream().map(Secret::reveal).forEach(texts::add);
    return texts;
  }

  private static StandardWebhooksVerdict verdict(FakeBackend.Heard heard, byte[] body, String key) {
    return StandardWebhooksVerifier.of(CLOCK, key)
        .verify(
            heard.header("Webhook-id"),
            heard.header("Webhook-timestamp"),
            heard.header("Webhook-signature"),
            body);
  }

  /// As the backend's server writes names.
  private static String jwsHeader() {
    return "Fleetwire-jws";
  }

  /// By RFC 7515, appendix F, with nothing of ours.
  private static boolean jwsFits(FakeBackend.Heard heard, byte[] body, String key)
      throws GeneralSecurityException {
    String[] parts = heard.header(jwsHeader()).split("\\.", -1);
    assertThat(parts).hasSize(3);
    assertThat(parts[1]).isEmpty();
    JsonNode head = AppleJson.parse(Base64.getUrlDecoder().decode(parts[0])).orElseThrow();
    assertThat(head.path("alg").asString("")).isEqualTo("EdDSA");
    assertThat(head.path("jti").asString("")).isEqualTo(heard.header("Webhook-id"));
    String payload = Base64.getUrlEncoder().withoutPadding().encodeToString(body);
    java.security.Signature verifier = java.security.Signature.getInstance("Ed25519");
    verifier.initVerify(publicKey(key));
    verifier.update((parts[0] + "." + payload).getBytes(StandardCharsets.US_ASCII));
    return verifier.verify(Base64.getUrlDecoder().decode(parts[2]));
  }

  /// SubjectPublicKeyInfo of RFC 8410 is a fixed start and the key.
  private static PublicKey publicKey(String text) throws GeneralSecurityException {
    byte[] raw = Base64.getDecoder().decode(text.substring("whpk_".length()));
    String der = "302a300506032b6570032100" + HexFormat.of().formatHex(raw);
    return KeyFactory.getInstance("Ed25519")
        .generatePublic(new X509EncodedKeySpec(HexFormat.of().parseHex(der)));
  }
}

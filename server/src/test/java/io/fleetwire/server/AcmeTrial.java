package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.engine.AddressRule;
import io.fleetwire.pki.Attestation;
import io.fleetwire.pki.AttestingAuthority;
import io.fleetwire.pki.CertificateRequest;
import io.fleetwire.pki.Certificates;
import io.fleetwire.plist.PlistValue.Dictionary;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.shredzone.acme4j.Account;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Identifier;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.Challenge;
import org.shredzone.acme4j.connector.NetworkSettings;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeServerException;
import org.shredzone.acme4j.provider.GenericAcmeProvider;
import org.shredzone.acme4j.toolbox.JSON;
import org.shredzone.acme4j.toolbox.JSONBuilder;

/// Enrolment by ACME, with acme4j, which others wrote, as the client: over TLS, against a whole
/// server, until the device is managed.
@Timeout(120)
final class AcmeTrial {
  private static final InstantSource CLOCK = InstantSource.system();
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final AttestingAuthority MAKER =
      AttestingAuthority.create(Instant.parse("2026-01-01T00:00:00Z"), RANDOM);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /// What accounts may sign with: ES256, ES384 and RS256.
  static final List<KeyPair> ACCOUNT_KEYS =
      List.of(elliptic("secp256r1"), elliptic("secp384r1"), TrialTls.KEY);

  private static TrialApple site;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    Path roots = folder.resolve("roots.pem");
    Files.writeString(roots, Certificates.pem(MAKER.certificate()));
    site =
        TrialApple.start(
            folder.resolve("data"),
            Map.of("apple.identity", "acme", "apple.acme.roots-file", roots.toString()));
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @ParameterizedTest
  @FieldSource("ACCOUNT_KEYS")
  void aDeviceEnrolsByAnAttestationOfItsHardware(KeyPair accountKey) throws Exception {
    TrialDevice device = TrialDevice.bare(site.url(), site.authority(), "UDID-" + RANDOM.nextInt());
    Dictionary profile = device.payload("com.apple.security.acme");
    Account account = account(device, profile, accountKey);
    assertThat(account.getStatus()).isEqualTo(Status.VALID);
    Order order = order(account, profile);
    Authorization authorization = order.getAuthorizations().getFirst();
    KeyPair key = elliptic("secp256r1");
    Attested challenge = authorization.findChallenge(Attested.class).orElseThrow();
    challenge.attest(key, device.udid);
    assertThat(authorization.waitForCompletion(PATIENCE)).isEqualTo(Status.VALID);
    order.execute(csr(key));
    assertThat(order.waitForCompletion(PATIENCE)).isEqualTo(Status.VALID);
    X509Certificate issued = order.getCertificate().getCertificate();
    assertThat(order.getCertificate().getCertificateChain()).endsWith(site.authority());
    assertThat(account.getOrders()).toIterable().hasSize(1);
    TrialDevice managed = device.with(device.tls.with(issued, key.getPrivate())).enrolled();
    TrialDevice.isEmpty(managed.idle());
    assertThatThrownBy(() -> order(account(device, profile, key), profile))
        .as("the identifier was used")
        .isInstanceOf(AcmeServerException.class)
        .hasMessageContaining("get a new profile");
  }

  @Test
  void aDeviceWithoutAnAttestationIsRefused() throws Exception {
    TrialDevice device = TrialDevice.bare(site.url(), site.authority(), "UDID-PLAIN");
    Dictionary profile = device.payload("com.apple.security.acme");
    Order order = order(account(device, profile, elliptic("secp256r1")), profile);
    Authorization authorization = order.getAuthorizations().getFirst();
    authorization.getChallenges().getFirst().trigger();
    assertThat(authorization.waitForCompletion(PATIENCE)).isEqualTo(Status.INVALID);
    assertThat(authorization.getChallenges().getFirst().getError().orElseThrow().getDetail())
        .contains("an attestation is required, and the device has none");
  }

  /// Instead of a server that refuses each device, or believes Apple where somebody else was meant.
  @ParameterizedTest
  @ValueSource(strings = {"", "no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n"})
  void rootsThatAreNoneAreToldAtTheStart(String text, @TempDir Path folder) throws IOException {
    Path roots = Files.writeString(folder.resolve("roots.pem"), text);
    Config config =
        TrialServer.config(
            folder,
            Map.of("apple.webhook-url", "http://a/", "apple.acme.roots-file", roots.toString()));
    assertThatThrownBy(() -> AppleRoom.settings(config, AddressRule.NONE, Optional.empty()))
        .isInstanceOf(SettingRefusedException.class)
        .hasMessageContainingAll("apple.acme.roots-file", "no readable file of PEM certificates");
  }

  private static Account account(TrialDevice device, Dictionary profile, KeyPair key)
      throws AcmeException {
    URI directory = URI.create(profile.text("DirectoryURL").orElseThrow());
    Session session = new Session(directory, new Provider(device.tls.client()));
    return new AccountBuilder().agreeToTermsOfService().useKeyPair(key).create(session);
  }

  private static Order order(Account account, Dictionary profile) throws AcmeException {
    String identifier = profile.text("ClientIdentifier").orElseThrow();
    return account
        .newOrder()
        .identifier(new Identifier("permanent-identifier", identifier))
        .create();
  }

  private static KeyPair elliptic(String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] csr(KeyPair key) {
    return CertificateRequest.write(
        new CertificateRequest.Wish(key, "CN=device", Optional.empty()));
  }

  /// Believes the trial's server, and knows how devices meet their challenge.
  private static final class Provider extends GenericAcmeProvider {
    private final HttpClient http;

    Provider(HttpClient http) {
      this.http = http;
    }

    @Override
    public HttpClient createHttpClient(NetworkSettings settings) {
      return http;
    }

    @Override
    public Challenge createChallenge(Login login, JSON data) {
      return data.get("type").asString().equals(Attested.TYPE)
          ? new Attested(login, data)
          : super.createChallenge(login, data);
    }
  }

  /// `device-attest-01`, which acme4j does not know.
  private static final class Attested extends Challenge {
    private static final long serialVersionUID = 1L;
    private static final String TYPE = "device-attest-01";

    private transient Optional<byte[]> object = Optional.empty();

    Attested(Login login, JSON data) {
      super(login, data);
    }

    void attest(KeyPair key, String udid) throws AcmeException {
      String token = getJSON().get("token").asString();
      object =
          Optional.of(
              MAKER.attest(
                  new Attestation(key.getPublic(), Optional.of("C02TRIAL"), Optional.of(udid)),
                  token,
                  CLOCK.instant()));
      trigger();
    }

    @Override
    protected boolean acceptable(String type) {
      return type.equals(TYPE);
    }

    @Override
    protected void prepareResponse(JSONBuilder response) {
      object.ifPresent(
          bytes ->
              response.put(
                  "attObj", Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)));
    }
  }
}

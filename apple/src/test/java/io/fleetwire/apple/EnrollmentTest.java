package io.fleetwire.apple;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.pki.CertificateRequest.Wish;
import io.fleetwire.pki.Certificates;
import io.fleetwire.pki.ScepClient;
import io.fleetwire.pki.ScepClient.Identity;
import io.fleetwire.pki.ScepHead.Kind;
import io.fleetwire.plist.PlistValue;
import io.fleetwire.plist.PlistValue.Dictionary;
import io.fleetwire.plist.PlistValue.Text;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.jscep.client.Client;
import org.jscep.client.EnrollmentResponse;
import org.jscep.client.verification.OptimisticCertificateVerifier;
import org.junit.jupiter.api.Test;

/// Points 14, 23 and 24 of the contract's acceptance list, over real sockets: profiles,
/// certificates by SCEP (with jscep, which others wrote, as a client), and assets.
final class EnrollmentTest extends OwnSite {
  private static final SecureRandom RANDOM = new SecureRandom();

  @Test
  void aProfileSaysHowToEnrol() {
    HttpResponse<byte[]> answer = get("/mdm/apple/enroll");
    assertThat(answer.headers().firstValue("Content-Type"))
        .contains("application/x-apple-aspen-config");
    Dictionary profile = TestDevice.plist(answer);
    assertThat(profile.text("PayloadType")).contains("Configuration");
    Dictionary scep = (Dictionary) profile.items("PayloadContent").get(0);
    Dictionary mdm = (Dictionary) profile.items("PayloadContent").get(1);
    assertThat(mdm.text("PayloadType")).contains("com.apple.mdm");
    assertThat(mdm.text("IdentityCertificateUUID")).isEqualTo(scep.text("PayloadUUID"));
    assertThat(mdm.text("Topic")).contains("com.apple.mgmt.External.test");
    assertThat(mdm.text("ServerURL")).contains("https://mdm.example.com/mdm/apple/mdm");
    assertThat(mdm.text("CheckInURL")).isEqualTo(mdm.text("ServerURL"));
    assertThat(mdm.flag("SignMessage")).contains(true);
    assertThat(mdm.flag("CheckOutWhenRemoved")).contains(true);
    assertThat(mdm.items("ServerCapabilities"))
        .contains(new Text("com.apple.mdm.per-user-connections"))
        .doesNotContain(new Text("com.apple.mdm.token"));
    Dictionary content = scep.dictionary("PayloadContent").orElseThrow();
    assertThat(content.text("URL")).contains("https://mdm.example.com/mdm/apple/scep");
    assertThat(content.find("Keysize")).contains(PlistValue.Whole.of(2048));
    assertThat(challenge()).isNotEqualTo(challenge());
  }

  @Test
  void jscepGetsACertificateThatADeviceCanUse() throws Exception {
    Client client =
        new Client(
            site.url().resolve("/mdm/apple/scep").toURL(), new OptimisticCertificateVerifier());
    assertThat(client.getCaCapabilities().isPostSupported()).isTrue();
    Identity self = self();
    EnrollmentResponse response =
        client.enrol(self.certificate(), self.key(), request(challenge()));
    assertThat(response.isSuccess()).isTrue();
    X509Certificate issued =
        (X509Certificate)
            response.getCertStore().getCertificates(new X509CertSelector()).iterator().next();
    TestDevice device = site.device("UDID-1").with(issued);
    device.enrol();
    TestDevice.isEmpty(device.idle());
  }

  @Test
  void jscepIsRefusedWithoutTheRightChallenge() throws Exception {
    Client client =
        new Client(
            site.url().resolve("/mdm/apple/scep").toURL(), new OptimisticCertificateVerifier());
    EnrollmentResponse response =
        client.enrol(self().certificate(), self().key(), request("guessed"));
    assertThat(response.isFailure()).isTrue();
    assertThat(response.getFailInfo()).isEqualTo(org.jscep.transaction.FailInfo.badRequest);
  }

  @Test
  void aChallengeIsForOneKey() {
    String challenge = challenge();
    ScepClient.Answer first = ask(Kind.PKCS_REQ, self(), Optional.of(challenge));
    assertThat(first).isInstanceOf(ScepClient.Answer.Granted.class);
    assertThat(ask(Kind.PKCS_REQ, self(), Optional.of(challenge)))
        .as("an answer can get lost")
        .isEqualTo(first);
    assertThat(askByGet(self(), challenge)).isEqualTo(first);
    assertThat(ask(Kind.PKCS_REQ, self(), Optional.empty()))
        .isEqualTo(new ScepClient.Answer.Refused("2"));
    assertThat(ask(Kind.RENEWAL_REQ, self(), Optional.empty()))
        .as("signed by itself")
        .isEqualTo(new ScepClient.Answer.Refused("2"));
  }

  @Test
  void aRenewedCertificateTakesThePlaceOfThePinnedOne() {
    TestDevice device = site.enrolled("UDID-1");
    X509Certificate renewed = renewed(renewed(device.certificate));
    assertThat(renewed).isNotEqualTo(device.certificate);
    assertThat(device.idle().statusCode()).as("not yet").isEqualTo(200);
    backend.answer("asset", 200, "null");
    assertThat(device.with(renewed).asset("x").statusCode()).as("is known").isEqualTo(404);
    assertThat(device.with(renewed).idle().statusCode()).isEqualTo(200);
    assertThat(device.idle().statusCode()).as("no longer").isEqualTo(400);
  }

  private X509Certificate renewed(X509Certificate certificate) {
    Identity old = new Identity(TestDevice.KEY.getPrivate(), certificate);
    ScepClient.Answer answer = ask(Kind.RENEWAL_REQ, old, Optional.empty());
    return ((ScepClient.Answer.Granted) answer).certificate();
  }

  @Test
  void scepSpeaksItsThreeOperations() {
    HttpResponse<byte[]> capabilities = get("/mdm/apple/scep?operation=GetCACaps");
    assertThat(TestDevice.text(capabilities).lines()).contains("AES", "SHA-256", "Renewal");
    HttpResponse<byte[]> authority = get("/mdm/apple/scep?operation=GetCACert&message=any");
    assertThat(authority.headers().firstValue("Content-Type"))
        .contains("application/x-x509-ca-cert");
    assertThat(Certificates.parse(authority.body())).contains(AppleSite.AUTHORITY.certificate());
    assertThat(get("/mdm/apple/scep?operation=GetNothing").statusCode()).isEqualTo(400);
    assertThat(get("/mdm/apple/scep?operation=PKIOperation&message=%21").statusCode())
        .isEqualTo(400);
  }

  @Test
  void anAssetIsServedAsItIs() {
    TestDevice device = site.enrolled("UDID-1");
    backend.answer("asset", 200, "{\"content\":\"AAEC\",\"contentType\":\"application/x-thing\"}");
    HttpResponse<byte[]> asset = device.asset("a%2Fb");
    assertThat(asset.statusCode()).isEqualTo(200);
    assertThat(asset.body()).containsExactly(0, 1, 2);
    assertThat(asset.headers().firstValue("Content-Type")).contains("application/x-thing");
    assertThat(asset.headers().firstValue("Content-Length")).contains("3");
    assertThat(backend.heard().getLast().body().path("identifier").asString()).isEqualTo("a/b");
    assertThat(backend.heard().getLast().body().has("scope")).isFalse();
    backend.answer("asset", 200, "null");
    assertThat(device.asset("x").statusCode()).isEqualTo(404);
    backend.answer("asset", 404, "proxy");
    assertThat(device.asset("x").statusCode()).isEqualTo(502);
    backend.answer("asset", 200, "{\"content\":\"!\",\"contentType\":\"text/plain\"}");
    assertThat(device.asset("x").statusCode()).isEqualTo(502);
    assertThat(get("/mdm/apple/assets/x").statusCode()).as("without identity").isEqualTo(400);
    X509Certificate unseen = TestDevice.certificate(AppleSite.AUTHORITY);
    assertThat(device.with(unseen).asset("x").statusCode()).isEqualTo(400);
  }

  private String challenge() {
    Dictionary profile = TestDevice.plist(get("/mdm/apple/enroll"));
    return ((Dictionary) profile.items("PayloadContent").getFirst())
        .dictionary("PayloadContent")
        .orElseThrow()
        .text("Challenge")
        .orElseThrow();
  }

  private HttpResponse<byte[]> get(String path) {
    return TestDevice.send(site.device("any").request(path).GET());
  }

  private ScepClient.Answer ask(Kind kind, Identity sender, Optional<String> challenge) {
    ScepClient client = new ScepClient(AppleSite.AUTHORITY.certificate(), RANDOM);
    byte[] message =
        client.request(kind, sender, new Wish(TestDevice.KEY, "CN=device", challenge), now());
    HttpResponse<byte[]> answer =
        TestDevice.send(
            site.device("any")
                .request("/mdm/apple/scep?operation=PKIOperation")
                .header("Content-Type", "application/x-pki-message")
                .POST(BodyPublishers.ofByteArray(message)));
    assertThat(answer.statusCode()).isEqualTo(200);
    return client.read(answer.body(), sender);
  }

  /// RFC 8894, section 4.1: in the query, for who cannot send a body.
  private ScepClient.Answer askByGet(Identity sender, String challenge) {
    ScepClient client = new ScepClient(AppleSite.AUTHORITY.certificate(), RANDOM);
    Wish wish = new Wish(TestDevice.KEY, "CN=device", Optional.of(challenge));
    byte[] message = client.request(Kind.PKCS_REQ, sender, wish, now());
    String escaped =
        URLEncoder.encode(Base64.getEncoder().encodeToString(message), StandardCharsets.US_ASCII);
    return client.read(
        get("/mdm/apple/scep?operation=PKIOperation&message=" + escaped).body(), sender);
  }

  private static Identity self() {
    return new ScepClient(AppleSite.AUTHORITY.certificate(), RANDOM)
        .selfSigned(TestDevice.KEY, "CN=device", now());
  }

  private static PKCS10CertificationRequest request(String challenge) throws Exception {
    return new JcaPKCS10CertificationRequestBuilder(
            new X500Name("CN=device"), TestDevice.KEY.getPublic())
        .addAttribute(
            PKCSObjectIdentifiers.pkcs_9_at_challengePassword, new DERPrintableString(challenge))
        .build(new JcaContentSignerBuilder("SHA256withRSA").build(TestDevice.KEY.getPrivate()));
  }

  private static Instant now() {
    return InstantSource.system().instant();
  }
}

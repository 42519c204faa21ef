package io.fleetwire.apple;

import static io.fleetwire.apple.AcmeTester.json;
import static io.fleetwire.apple.AcmeTester.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.plist.PlistValue;
import io.fleetwire.plist.PlistValue.Dictionary;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Certificates by ACME, over real sockets, for devices whose hardware is attested by a root of the
/// tests' own.
final class AcmeTest {
  @TempDir private Path folder;
  private FakeBackend backend;
  private AppleSite site;
  private AcmeTester device;

  @BeforeEach
  void open() {
    backend = FakeBackend.start();
    site = AppleSite.open(folder, AppleSite.acme(backend, true));
    device = AcmeTester.registered(site.url());
  }

  @AfterEach
  void close() {
    site.close();
    backend.close();
  }

  @Test
  void aProfileAsksForAKeyOfTheHardwareAndAnAttestation() {
    Dictionary profile =
        TestDevice.plist(
            TestDevice.send(HttpRequest.newBuilder(site.url().resolve("/mdm/apple/enroll")).GET()));
    Dictionary acme = (Dictionary) profile.items("PayloadContent").get(0);
    Dictionary mdm = (Dictionary) profile.items("PayloadContent").get(1);
    assertThat(acme.text("PayloadType")).contains("com.apple.security.acme");
    assertThat(mdm.text("IdentityCertificateUUID")).isEqualTo(acme.text("PayloadUUID"));
    assertThat(acme.text("DirectoryURL")).contains(AcmeTester.BASE + "/directory");
    assertThat(acme.text("KeyType")).contains("ECSECPrimeRandom");
    assertThat(acme.find("KeySize")).contains(PlistValue.Whole.of(256));
    assertThat(acme.flag("HardwareBound")).contains(true);
    assertThat(acme.flag("Attest")).contains(true);
    assertThat(device.identifier()).isNotEqualTo(device.identifier());
  }

  @Test
  void aDeviceWhoseKeyIsAttestedGetsACertificateAndIsKnownByIt() {
    X509Certificate issued = issued(device, device.deviceKey);
    assertThat(issued.getPublicKey()).isEqualTo(device.deviceKey.getPublic());
    assertThat(issued.getKeyUsage()).containsExactly(keyUsage());
    TestDevice enrolled = site.device("UDID-1").with(device.deviceKey, issued);
    enrolled.enrol();
    TestDevice.isEmpty(enrolled.idle());
    AppleBook.Attested attested = site.book().findAttested("UDID-1").orElseThrow();
    assertThat(attested.serial()).isEqualTo("C02TEST");
    assertThat(attested.udid()).isEqualTo("UDID-1");
  }

  /// Signs, and nothing else.
  private static boolean[] keyUsage() {
    boolean[] usage = new boolean[9];
    usage[0] = true;
    return usage;
  }

  @Test
  void aCertificateForOneDevicesHardwareIsOfNoUseToAnother() {
    X509Certificate issued = issued(device, device.deviceKey);
    TestDevice other = site.device("UDID-2").with(device.deviceKey, issued);
    HttpResponse<byte[]> refused = other.checkIn(other.authenticate());
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(TestDevice.text(refused)).contains("another device's hardware");
  }

  @Test
  void hardwareThatIsTheSameRenewsWhatTheDeviceHas() {
    TestDevice first =
        site.device("UDID-1").with(device.deviceKey, issued(device, device.deviceKey));
    first.enrol();
    KeyPair fresh = AcmeTester.key();
    TestDevice renewed = first.with(fresh, issued(AcmeTester.registered(site.url()), fresh));
    TestDevice.isEmpty(first.idle());
    TestDevice.isEmpty(renewed.idle());
    assertThat(first.idle().statusCode()).as("no longer").isEqualTo(400);
  }

  @Test
  void whatWasDoneMayBeAskedForAgain() {
    String identifier = device.identifier();
    JsonNode order = json(201, device.order(identifier));
    assertThat(json(201, device.order(identifier))).isEqualTo(order);
    JsonNode challenge = device.attest(order, AcmeTester.MAKER, device.deviceKey);
    assertThat(device.attest(order, AcmeTester.MAKER, device.deviceKey)).isEqualTo(challenge);
    JsonNode valid = json(200, device.finish(order, device.deviceKey));
    assertThat(json(200, device.finish(order, device.deviceKey))).isEqualTo(valid);
    assertThat(json(201, device.order(identifier))).isEqualTo(valid);
    assertThat(device.certificate(valid)).isEqualTo(device.certificate(valid));
  }

  @Test
  void aDeviceThatWasInterruptedBeginsAnew() {
    String identifier = device.identifier();
    JsonNode before = json(201, device.order(identifier));
    AcmeTester again = AcmeTester.registered(site.url());
    JsonNode order = json(201, again.order(identifier));
    assertThat(device.finish(before, device.deviceKey).statusCode()).isEqualTo(404);
    again.attest(order, AcmeTester.MAKER, again.deviceKey);
    assertThat(json(200, again.finish(order, again.deviceKey)).path("status").stringValue())
        .isEqualTo("valid");
  }

  /// Account, order and nonce are as good as before: nothing of them is in a server's memory.
  @Test
  void anOrderGoesOnAfterARestart() {
    JsonNode order = device.ordered();
    String url = order.path("authorizations").get(0).stringValue();
    byte[] signedBefore = device.client().message(url, device.nonce(), "");
    site.close();
    site = AppleSite.open(folder, AppleSite.acme(backend, true));
    AcmeTester again = device.moved(site.url());
    assertThat(json(200, again.send(url, signedBefore)).path("status").stringValue())
        .isEqualTo("pending");
    again.attest(order, AcmeTester.MAKER, again.deviceKey);
    JsonNode valid = json(200, again.finish(order, again.deviceKey));
    assertThat(again.certificate(valid).getPublicKey()).isEqualTo(again.deviceKey.getPublic());
  }

  @Test
  void anAttestationIsRequiredUnlessItIsOptional(@TempDir Path other) {
    JsonNode refused = device.ordered();
    assertThat(device.answer(refused, "{}").path("status").stringValue()).isEqualTo("invalid");
    assertThat(problem(device.finish(refused, device.deviceKey))).isEqualTo("orderNotReady");
    try (AppleSite lenient = AppleSite.open(other, AppleSite.acme(backend, false))) {
      AcmeTester plain = AcmeTester.registered(lenient.url());
      JsonNode order = plain.ordered();
      assertThat(plain.answer(order, "{}").path("status").stringValue()).isEqualTo("valid");
      JsonNode valid = json(200, plain.finish(order, TestDevice.KEY));
      TestDevice enrolled = lenient.device("UDID-9").with(plain.certificate(valid));
      enrolled.enrol();
      assertThat(lenient.book().findAttested("UDID-9")).isEmpty();
      JsonNode wrong = plain.ordered();
      assertThat(plain.attest(wrong, AcmeTester.STRANGER, plain.deviceKey).path("status"))
          .as("one that is wrong is refused all the same")
          .isEqualTo(AppleJson.object().stringNode("invalid"));
    }
  }

  @Test
  void anAccountIsKnownWhileItHasOrders() {
    AcmeTester bare = AcmeTester.at(site.url());
    String only = "{\"onlyReturnExisting\":true}";
    assertThat(problem(bare.post("/new-account", only))).isEqualTo("accountDoesNotExist");
    String account = AcmeTester.location(bare.post("/new-account", "{}"));
    assertThat(json(200, device.post(device.orders(), "")).path("orders")).isEmpty();
    JsonNode order = device.ordered();
    JsonNode listed = json(200, device.post(device.orders(), "")).path("orders");
    assertThat(listed).hasSize(1);
    assertThat(json(200, device.post(listed.get(0).stringValue(), ""))).isEqualTo(order);
    assertThat(problem(device.post(account, ""))).as("another's").isEqualTo("unauthorized");
  }

  private static X509Certificate issued(AcmeTester device, KeyPair key) {
    JsonNode order = device.ordered();
    assertThat(order.path("status").stringValue()).isEqualTo("pending");
    JsonNode challenge = device.attest(order, AcmeTester.MAKER, key);
    assertThat(challenge.path("status").stringValue()).as("%s", challenge).isEqualTo("valid");
    JsonNode valid = json(200, device.finish(order, key));
    assertThat(valid.path("status").stringValue()).isEqualTo("valid");
    return device.certificate(valid);
  }
}

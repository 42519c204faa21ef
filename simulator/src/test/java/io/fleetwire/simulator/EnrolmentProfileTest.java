package io.fleetwire.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.pki.Authority;
import io.fleetwire.pki.Certificates;
import io.fleetwire.pki.CmsSignature;
import io.fleetwire.plist.Plist;
import io.fleetwire.plist.PlistValue;
import io.fleetwire.plist.PlistValue.Array;
import io.fleetwire.plist.PlistValue.Dictionary;
import io.fleetwire.plist.PlistValue.Flag;
import io.fleetwire.plist.PlistValue.Text;
import io.fleetwire.plist.PlistValue.Whole;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a device makes of an enrolment profile, and which ones it would not install.
final class EnrolmentProfileTest {
  private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
  private static final Authority AUTHORITY = Authority.create("CA", NOON, new SecureRandom());

  private static final Dictionary SCEP =
      Dictionary.EMPTY
          .with("PayloadType", "com.apple.security.scep")
          .with("PayloadUUID", "SCEP-1")
          .with(
              "PayloadContent",
              Dictionary.EMPTY
                  .with("URL", "https://mdm.example.com/scep")
                  .with("Name", "ca")
                  .with("Challenge", "once")
                  .with(
                      "Subject",
                      Array.of(
                          Array.of(pair("O", "Example, Inc.")),
                          Array.of(pair("CN", "%HardwareUUID%")))));

  private static final Dictionary MDM =
      Dictionary.EMPTY
          .with("PayloadType", "com.apple.mdm")
          .with("IdentityCertificateUUID", "SCEP-1")
          .with("Topic", "com.apple.mgmt.External.test")
          .with("ServerURL", "https://mdm.example.com/mdm")
          .with("AccessRights", Whole.of(8191))
          .with("SignMessage", new Flag(true))
          .with("CheckOutWhenRemoved", new Flag(true));

  private static PlistValue pair(String type, String value) {
    return Array.of(new Text(type), new Text(value));
  }

  @Test
  void everythingThatADeviceNeedsIsRead() {
    Dictionary root =
        Dictionary.EMPTY
            .with("PayloadType", "com.apple.security.root")
            .with("PayloadContent", new PlistValue.Data(Certificates.der(AUTHORITY.certificate())));
    EnrolmentProfile profile = good(Plist.xml(profile(root, SCEP, MDM)));
    assertThat(profile.identifier()).isEqualTo("com.example.enrol");
    assertThat(profile.wanted())
        .isEqualTo(
            new EnrolmentProfile.Scep(
                URI.create("https://mdm.example.com/scep"),
                "ca",
                "O=Example\\, Inc.,CN=%HardwareUUID%",
                Optional.of("once")));
    assertThat(profile.mdm().checkInUrl()).as("one for both").isEqualTo(profile.mdm().serverUrl());
    assertThat(profile.mdm().signs()).isTrue();
    assertThat(profile.mdm().checksOut()).isTrue();
    assertThat(profile.anchors()).containsExactly(AUTHORITY.certificate());
  }

  @Test
  void aSignatureAroundItIsTakenOff() {
    byte[] signed = CmsSignature.around(AUTHORITY, Plist.xml(profile(SCEP, MDM)), NOON);
    assertThat(good(signed).mdm().topic()).isEqualTo("com.apple.mgmt.External.test");
  }

  @Test
  void aKeyOfTheHardwareIsReadToo() {
    Dictionary acme =
        Dictionary.EMPTY
            .with("PayloadType", "com.apple.security.acme")
            .with("PayloadUUID", "SCEP-1")
            .with("DirectoryURL", "https://mdm.example.com/acme")
            .with("ClientIdentifier", "once")
            .with("Subject", Array.of(Array.of(pair("CN", "device"))))
            .with("Attest", new Flag(true));
    assertThat(good(Plist.xml(profile(acme, MDM))).wanted())
        .isEqualTo(
            new EnrolmentProfile.Acme(
                URI.create("https://mdm.example.com/acme"), "once", "CN=device", true));
  }

  @Test
  void whatIsNoProfileIsRefused() {
    assertThat(refusal("nothing".getBytes(StandardCharsets.UTF_8))).contains("no property list");
    assertThat(refusal(Plist.xml(profile(SCEP, MDM).with("PayloadType", "Other"))))
        .contains("not Configuration");
    assertThat(refusal(Plist.xml(profile(MDM)))).contains("no payload of SCEP or ACME");
    assertThat(refusal(Plist.xml(profile(SCEP)))).contains("no payload com.apple.mdm");
    assertThat(refusal(Plist.xml(profile(SCEP.with("PayloadUUID", "SCEP-2"), MDM))))
        .contains("names no payload");
    assertThat(refusal(Plist.xml(profile(SCEP, MDM.with("AccessRights", Whole.of(0))))))
        .contains("must not be 0");
  }

  @ParameterizedTest
  @CsvSource({
    "Topic, com.example.push, must begin with com.apple.mgmt.",
    "Topic, ' ', lacks Topic",
    "ServerURL, ftp://mdm.example.com, ServerURL is no address",
    "ServerURL, not a url, ServerURL is no address",
    "CheckInURL, /mdm, CheckInURL is no address",
  })
  void aManagementThatNoDeviceWouldFollowIsRefused(String key, String value, String reason) {
    assertThat(refusal(Plist.xml(profile(SCEP, MDM.with(key, value))))).contains(reason);
  }

  private static Dictionary profile(Dictionary... payloads) {
    return Dictionary.EMPTY
        .with("PayloadType", "Configuration")
        .with("PayloadIdentifier", "com.example.enrol")
        .with("PayloadContent", Array.of(payloads));
  }

  private static EnrolmentProfile good(byte[] bytes) {
    return EnrolmentProfile.read(bytes) instanceof EnrolmentProfile.Read.Good(var profile)
        ? profile
        : fail(refusal(bytes));
  }

  private static EnrolmentProfile fail(String reason) {
    throw new AssertionError(reason);
  }

  private static String refusal(byte[] bytes) {
    return EnrolmentProfile.read(bytes) instanceof EnrolmentProfile.Read.Refused(String reason)
        ? reason
        : "";
  }
}

package io.fleetwire.apple;

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
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/// Writes enrolment profiles (contract 2.8): the issuer's certificate, how to get one's own by SCEP
/// or by ACME, and where to be managed. Each carries a challenge that nobody else has. Thread-safe.
final class ProfileDesk {
  private static final String IDENTIFIER = "io.fleetwire.enrollment";

  /// Everything that management may do; less can be had by a profile of one's own.
  private static final long ALL_RIGHTS = 8191;

  private static final long KEY_BITS = 2048;

  /// What every Secure Enclave can make.
  private static final long ELLIPTIC_BITS = 256;

  private static final long SIGNS = 1;

  /// Sign and decipher.
  private static final long KEY_USAGE = 5;

  private final Authority authority;
  private final Challenges challenges;
  private final AppleSettings settings;
  private final AppleWorld world;
  private final EnrolCodes codes;

  ProfileDesk(
      Authority authority,
      Challenges challenges,
      EnrolCodes codes,
      AppleSettings settings,
      AppleWorld world) {
    this.codes = codes;
    this.authority = authority;
    this.challenges = challenges;
    this.settings = settings;
    this.world = world;
  }

  Reply answer(Request request) {
    if (settings.profile().topic().isEmpty()) {
      return Reply.text(
          404, "set apple.topic to the topic of your push certificate; then this is a profile\n");
    }
    boolean open = settings.profile().access() == AppleSettings.Profile.Access.OPEN;
    if (!open && request.query("code").filter(codes::isGood).isEmpty()) {
      return Reply.text(
          403, "ask for a link with a code (?code=...): fleetwire apple --enroll-code makes one\n");
    }
    String url = new PublicUrl(settings.publicUrl()).of(request);
    byte[] plain = Plist.xml(profile(url + "/mdm/apple"));
    byte[] profile =
        settings.profile().signed()
            ? CmsSignature.around(authority, plain, world.clock().instant())
            : plain;
    return Reply.of(200, "application/x-apple-aspen-config", profile);
  }

  private Dictionary profile(String base) {
    String identity = uuid();
    return payload("Configuration", "", uuid())
        .with("PayloadDisplayName", settings.profile().name())
        .with("PayloadOrganization", settings.profile().name())
        .with("PayloadDescription", "Lets " + settings.profile().name() + " manage this device.")
        .with("PayloadContent", new Array(payloads(base, identity)));
  }

  /// Certificates come first: what follows is fetched over TLS.
  private List<PlistValue> payloads(String base, String identity) {
    List<PlistValue> payloads = new ArrayList<>();
    if (settings.profile().anchored()) {
      payloads.add(
          payload("com.apple.security.root", ".root", uuid())
              .with("PayloadDisplayName", settings.profile().name() + " CA")
              .with(
                  "PayloadContent",
                  new PlistValue.Data(Certificates.der(authority.certificate()))));
    }
    payloads.add(
        switch (settings.acme().identity()) {
          case SCEP -> scep(base, identity);
          case ACME -> acme(base, identity);
        });
    payloads.add(mdm(base, identity));
    return payloads;
  }

  private Dictionary scep(String base, String identity) {
    Dictionary content =
        Dictionary.EMPTY
            .with("URL", base + "/scep")
            .with("Name", "fleetwire")
            .with("Subject", subject(identity))
            .with("Challenge", challenges.issue(OneTime.Door.SCEP))
            .with("Keysize", Whole.of(KEY_BITS))
            .with("Key Type", "RSA")
            .with("Key Usage", Whole.of(KEY_USAGE))
            .with("Retries", Whole.of(3))
            .with("RetryDelay", Whole.of(10));
    return payload("com.apple.security.scep", ".scep", identity).with("PayloadContent", content);
  }

  /// The hardware makes a key of its own and has it attested, as far as it can: what it cannot is
  /// for {@link AppleSettings.Acme#attested} to forgive.
  private Dictionary acme(String base, String identity) {
    return payload("com.apple.security.acme", ".acme", identity)
        .with("DirectoryURL", base + "/acme/directory")
        .with("ClientIdentifier", challenges.issue(OneTime.Door.ACME))
        .with("Subject", subject(identity))
        .with("KeyType", "ECSECPrimeRandom")
        .with("KeySize", Whole.of(ELLIPTIC_BITS))
        .with("HardwareBound", new Flag(true))
        .with("Attest", new Flag(true))
        .with("UsageFlags", Whole.of(SIGNS));
  }

  private Array subject(String identity) {
    return Array.of(name("O", settings.profile().name()), name("CN", "Device " + identity));
  }

  private Dictionary mdm(String base, String identity) {
    return payload("com.apple.mdm", ".mdm", uuid())
        .with("IdentityCertificateUUID", identity)
        .with("Topic", settings.profile().topic())
        .with("ServerURL", base + "/mdm")
        .with("CheckInURL", base + "/mdm")
        .with("SignMessage", new Flag(settings.profile().signing()))
        .with("AccessRights", Whole.of(ALL_RIGHTS))
        .with("CheckOutWhenRemoved", new Flag(true))
        .with(
            "ServerCapabilities",
            Array.of(
                new Text("com.apple.mdm.per-user-connections"),
                new Text("com.apple.mdm.bootstraptoken")));
  }

  private static PlistValue name(String type, String value) {
    return Array.of(Array.of(new Text(type), new Text(value)));
  }

  private static Dictionary payload(String type, String suffix, String uuid) {
    return Dictionary.EMPTY
        .with("PayloadType", type)
        .with("PayloadVersion", Whole.of(1))
        .with("PayloadIdentifier", IDENTIFIER + suffix)
        .with("PayloadUUID", uuid);
  }

  /// RFC 9562, version 4.
  private String uuid() {
    long high = (world.secrets().nextLong() & ~0xf000L) | 0x4000L;
    long low = (world.secrets().nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString().toUpperCase(Locale.ROOT);
  }
}

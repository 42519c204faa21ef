package io.fleetwire.simulator;

import io.fleetwire.pki.Certificates;
import io.fleetwire.pki.CmsSignature;
import io.fleetwire.plist.Plist;
import io.fleetwire.plist.PlistRead;
import io.fleetwire.plist.PlistValue;
import io.fleetwire.plist.PlistValue.Array;
import io.fleetwire.plist.PlistValue.Dictionary;
import io.fleetwire.plist.PlistValue.Text;
import io.fleetwire.plist.PlistValue.Whole;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What an enrolment profile wants of a device: whom it shall trust, how it gets a certificate, and
/// who manages it.
record EnrolmentProfile(String identifier, Wanted wanted, Mdm mdm, List<X509Certificate> anchors) {
  EnrolmentProfile {
    anchors = List.copyOf(anchors);
  }

  /// How to get a certificate. Its subject is in the form of RFC 4514, with the profile's
  /// variables.
  sealed interface Wanted {
    String subject();

    /// Where it is asked for.
    URI url();

    /// The type of the payload.
    String type();
  }

  record Scep(URI url, String name, String subject, Optional<String> challenge) implements Wanted {
    static final String TYPE = "com.apple.security.scep";

    @Override
    public String type() {
      return TYPE;
    }
  }

  /// At the directory `url`; `attests` is whether the key is to be attested.
  record Acme(URI url, String clientIdentifier, String subject, boolean attests) implements Wanted {
    static final String TYPE = "com.apple.security.acme";

    @Override
    public String type() {
      return TYPE;
    }
  }

  record Mdm(URI serverUrl, URI checkInUrl, String topic, boolean signs, boolean checksOut) {}

  /// What became of reading one.
  sealed interface Read {
    record Good(EnrolmentProfile profile) implements Read {}

    /// No device would install it; `reason` is a sentence.
    record Refused(String reason) implements Read {}
  }

  /// Thrown inside, with the reason.
  private static final class Unfit extends Exception {
    private static final long serialVersionUID = 1L;

    Unfit(String reason) {
      super(reason, null, false, false);
    }
  }

  /// Reads `bytes`: a property list, or one with a signature around it, which a person would be
  /// asked about and which is not judged here.
  static Read read(byte[] bytes) {
    byte[] plain = CmsSignature.content(bytes).orElse(bytes);
    if (!(Plist.read(plain) instanceof PlistRead.Good(Dictionary profile))) {
      return new Read.Refused("the profile is no property list");
    }
    try {
      return new Read.Good(of(profile));
    } catch (Unfit e) {
      return new Read.Refused(String.valueOf(e.getMessage()));
    }
  }

  private static EnrolmentProfile of(Dictionary profile) throws Unfit {
    if (!profile.text("PayloadType").equals(Optional.of("Configuration"))) {
      throw new Unfit("the profile's PayloadType is not Configuration");
    }
    Dictionary mdm = payload(profile, "com.apple.mdm");
    Dictionary identity = identity(profile, text(mdm, "IdentityCertificateUUID"));
    Wanted wanted =
        identity.text("PayloadType").equals(Optional.of(Acme.TYPE))
            ? acme(identity)
            : scep(identity);
    return new EnrolmentProfile(
        text(profile, "PayloadIdentifier"), wanted, mdm(mdm), anchors(profile));
  }

  private static Dictionary identity(Dictionary profile, String uuid) throws Unfit {
    for (PlistValue item : profile.items("PayloadContent")) {
      if (item instanceof Dictionary payload
          && payload.text("PayloadUUID").equals(Optional.of(uuid))
          && Set.of(Scep.TYPE, Acme.TYPE).contains(payload.text("PayloadType").orElse(""))) {
        return payload;
      }
    }
    throw new Unfit("IdentityCertificateUUID names no payload of SCEP or ACME");
  }

  private static Acme acme(Dictionary payload) throws Unfit {
    return new Acme(
        url(payload, "DirectoryURL"),
        text(payload, "ClientIdentifier"),
        subject(payload.items("Subject")),
        payload.flag("Attest").orElse(false));
  }

  private static Scep scep(Dictionary payload) throws Unfit {
    Dictionary content =
        payload
            .dictionary("PayloadContent")
            .orElseThrow(() -> new Unfit("the SCEP payload lacks its PayloadContent"));
    return new Scep(
        url(content, "URL"),
        content.text("Name").orElse(""),
        subject(content.items("Subject")),
        content.text("Challenge"));
  }

  private static Mdm mdm(Dictionary payload) throws Unfit {
    URI server = url(payload, "ServerURL");
    if (!(payload.find("AccessRights").orElse(Whole.of(0)) instanceof Whole rights)
        || rights.value().signum() <= 0) {
      throw new Unfit("AccessRights must not be 0");
    }
    String topic = text(payload, "Topic");
    if (!topic.startsWith("com.apple.mgmt.")) {
      throw new Unfit("the Topic must begin with com.apple.mgmt.");
    }
    return new Mdm(
        server,
        payload.find("CheckInURL").isPresent() ? url(payload, "CheckInURL") : server,
        topic,
        payload.flag("SignMessage").orElse(false),
        payload.flag("CheckOutWhenRemoved").orElse(false));
  }

  private static List<X509Certificate> anchors(Dictionary profile) {
    List<X509Certificate> anchors = new ArrayList<>();
    for (PlistValue item : profile.items("PayloadContent")) {
      if (item instanceof Dictionary payload
          && payload
              .text("PayloadType")
              .orElse("")
              .matches("com\\.apple\\.security\\.(root|pkcs1)")) {
        payload.data("PayloadContent").flatMap(Certificates::parse).ifPresent(anchors::add);
      }
    }
    return anchors;
  }

  /// Apple's arrays of arrays of pairs, as one name.
  private static String subject(List<PlistValue> parts) {
    List<String> names = new ArrayList<>();
    for (PlistValue part : parts) {
      if (part instanceof Array(var pairs)) {
        for (PlistValue pair : pairs) {
          if (pair instanceof Array(var words)
              && words.size() == 2
              && words.get(0) instanceof Text(String type)
              && words.get(1) instanceof Text(String value)) {
            names.add(type + "=" + value.replaceAll("([,+\"\\\\<>;=])", "\\\\$1"));
          }
        }
      }
    }
    return names.isEmpty() ? "CN=Simulated device" : String.join(",", names);
  }

  private static Dictionary payload(Dictionary profile, String type) throws Unfit {
    for (PlistValue item : profile.items("PayloadContent")) {
      if (item instanceof Dictionary payload
          && payload.text("PayloadType").equals(Optional.of(type))) {
        return payload;
      }
    }
    throw new Unfit("the profile has no payload " + type);
  }

  private static String text(Dictionary payload, String key) throws Unfit {
    return payload
        .text(key)
        .filter(text -> !text.isBlank())
        .orElseThrow(() -> new Unfit("a payload lacks " + key));
  }

  private static URI url(Dictionary payload, String key) throws Unfit {
    String text = text(payload, key);
    try {
      URI url = URI.create(text);
      if (url.getHost() != null && text.matches("(?i)https?://.*")) {
        return url;
      }
    } catch (IllegalArgumentException _) {
      // Told below.
    }
    throw new Unfit(key + " is no address: " + text);
  }
}

package io.fleetwire.apple;

import io.fleetwire.engine.OrganizationId;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What an operator may choose. `publicUrl` is how devices reach this server; without one it is
/// what they say in their requests.
public record AppleSettings(
    URI webhookUrl,
    Optional<URI> publicUrl,
    OrganizationId organization,
    Profile profile,
    Acme acme,
    Proxies proxies,
    Errors errors,
    Signature signature,
    BackendLimits limits) {

  /// How the backend knows that it is asked by us.
  public enum Signature {
    /// By nothing.
    NONE,
    /// Standard Webhooks, by a secret that both have.
    HMAC,
    /// Standard Webhooks, by a key pair.
    ED25519,
    /// The same, and a detached JSON Web Signature beside it.
    JWS
  }

  /// What enrolment profiles say. `topic` is the subject's UID of the push certificate; `challenge`
  /// is how long a profile may lie before it is installed; `signed` is the profile, `signing` the
  /// device, with every message; `anchored` says that the server is known over TLS by a certificate
  /// of our own authority, which devices must then be brought.
  public record Profile(
      String topic,
      String name,
      boolean signed,
      boolean signing,
      boolean anchored,
      Access access,
      Duration challenge) {

    /// Who may have one.
    public enum Access {
      /// Whoever asks.
      OPEN,
      /// Who brings a code that a person gave out.
      CODE
    }
  }

  /// How profiles have devices get their certificates, and whom to believe that a key was made by a
  /// device's hardware. Both ways are open, whatever profiles say; `attested` is whether ACME needs
  /// an attestation from everybody, who then cannot do without it at the other door either; where
  /// no roots are named, Apple's own is believed.
  public record Acme(Identity identity, boolean attested, List<X509Certificate> roots) {
    public Acme {
      roots = List.copyOf(roots);
    }

    /// What profiles ask for.
    public enum Identity {
      SCEP,
      ACME
    }
  }

  /// Which proxies may say what certificate a device has shown them, and in which header; further
  /// issuers that they, and signatures, may refer to.
  public record Proxies(Predicate<String> addresses, String header, List<X509Certificate> issuers) {
    public Proxies {
      issuers = List.copyOf(issuers);
    }

    boolean isOne(String remoteAddress) {
      return addresses.test(remoteAddress);
    }
  }

  /// What the backend's errors lead to. A device that is unenrolled loses everything that it got by
  /// being enrolled.
  public record Errors(UnknownDevice unknown, Unenrolment unenrolment) {
    static final Errors STANDARD = new Errors(UnknownDevice.KEEP, Unenrolment.AUTO);
  }

  /// What happens to a device that the backend does not know.
  public enum UnknownDevice {
    /// It is refused and stays enrolled.
    KEEP,
    /// It is unenrolled, as Apple advises.
    UNENROLL
  }

  /// How a device is told to unenrol.
  public enum Unenrolment {
    /// As its system's version understands it.
    AUTO,
    /// 403 with Apple's error.
    FORBIDDEN,
    /// 401, which every version understands.
    UNAUTHORIZED
  }
}

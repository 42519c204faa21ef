package io.fleetwire.apple;

import io.fleetwire.engine.TlsIdentity;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/// The certificate by which Apple's push service knows whose devices we may wake. `topic` is the
/// UID of its subject (contract 2.10): devices enrol with it, and can be woken with it alone.
public record PushCertificate(TlsIdentity identity, String topic, Instant until) {
  public static final String TOPIC_PREFIX = "com.apple.mgmt.";

  /// Where Apple issues them.
  public static final String ISSUED_AT = "https://identity.apple.com/pushcert";

  /// How one that ends is followed by one of the same topic.
  public static final String RENEWAL =
      "renew it at "
          + ISSUED_AT
          + " with the Apple Account that made it: one of another topic wakes no device that has"
          + " enrolled";

  /// Nothing when it is no push certificate for device management.
  public static Optional<PushCertificate> of(TlsIdentity identity) {
    X509Certificate own = identity.chain().getFirst();
    return uid(own.getSubjectX500Principal())
        .filter(uid -> uid.startsWith(TOPIC_PREFIX))
        .map(topic -> new PushCertificate(identity, topic, own.getNotAfter().toInstant()));
  }

  public boolean isOver(Instant now) {
    return !until.isAfter(now);
  }

  /// A part of a name may have several attributes at once.
  private static Optional<String> uid(X500Principal subject) {
    try {
      for (Rdn part : new LdapName(subject.getName(X500Principal.RFC2253)).getRdns()) {
        Attribute uid = part.toAttributes().get("UID");
        if (uid != null) {
          return Optional.of(uid.get().toString());
        }
      }
      return Optional.empty();
    } catch (NamingException _) {
      return Optional.empty();
    }
  }
}

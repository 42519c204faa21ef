package io.fleetwire.knox;

import io.fleetwire.access.AuditLog;
import io.fleetwire.access.Principal;
import io.fleetwire.store.Database;
import java.util.Optional;

/// The certificate as people see it, who may publish a new key. Thread-safe.
public final class CertificateDesk {
  /// What the log of changes calls it that somebody has downloaded a certificate.
  public static final String DOWNLOAD = "certificate.download";

  public static final String FILE = "samsung-knox-validation-certificate.pem";
  public static final String MEDIA_TYPE = "application/x-pem-file";

  private final Database database;
  private final CertificateRotation rotation;
  private final AuditLog audit;

  CertificateDesk(Database database, CertificateRotation rotation, AuditLog audit) {
    this.database = database;
    this.rotation = rotation;
    this.audit = audit;
  }

  public CertificateStatus status() {
    return rotation.status();
  }

  /// The certificate in PEM that signs now, or the next one if there is one; who has got it is on
  /// record.
  public Optional<byte[]> download(Principal by, boolean next) {
    Optional<SigningIdentity> wanted =
        next
            ? rotation.findNext().map(ServedCertificate::identity)
            : Optional.of(rotation.current());
    wanted.ifPresent(
        identity ->
            database.write(
                tx -> {
                  audit.append(tx, by, new AuditLog.Change(DOWNLOAD, identity.keyId(), ""));
                  return by;
                }));
    return wanted.map(SigningIdentity::pem);
  }

  /// Publishes a new key, which takes over when the overlap has passed. That it was asked for is on
  /// record before it is done.
  public RotationAnswer rekey(Principal by) {
    database.write(
        tx -> {
          audit.append(tx, by, new AuditLog.Change("certificate.rekey", "callbacks", ""));
          return by;
        });
    return rotation.rekey();
  }
}

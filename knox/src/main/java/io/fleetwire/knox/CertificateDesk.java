package io.fleetwire.knox;

import io.fleetwire.access.AuditLog;
import io.fleetwire.access.Principal;
import io.fleetwire.store.Database;

/// The certificate as people see it, who may publish a new key. Thread-safe.
public final class CertificateDesk {
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

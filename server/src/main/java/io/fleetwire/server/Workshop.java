package io.fleetwire.server;

import io.fleetwire.access.Access;
import io.fleetwire.knox.CertificateRotation;
import io.fleetwire.store.Database;

/// The database with what commands need of it, beside a running server or alone.
record Workshop(Database database, Access access, CertificateRotation certificates)
    implements AutoCloseable {
  @Override
  public void close() {
    database.close();
  }
}

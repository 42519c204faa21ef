package io.fleetwire.apple;

import io.fleetwire.pki.Authority;
import io.fleetwire.pki.Certificates;
import io.fleetwire.store.ReadTx;
import io.fleetwire.store.WriteTx;
import java.time.Instant;
import java.util.Optional;

/// The table `apple_authority`.
final class AuthorityTable {
  private AuthorityTable() {}

  static Optional<Authority> find(ReadTx tx) {
    return tx.find(
        "SELECT private_key, certificate FROM apple_authority",
        row -> Authority.of(row.bytes(1), row.bytes(2)));
  }

  static void put(WriteTx tx, Authority authority, Instant now) {
    tx.update(
        "INSERT INTO apple_authority (id, private_key, certificate, created_at) VALUES (1, ?, ?,"
            + " ?)",
        authority.pkcs8(),
        Certificates.der(authority.certificate()),
        now);
  }
}

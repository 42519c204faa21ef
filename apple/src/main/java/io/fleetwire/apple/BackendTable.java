package io.fleetwire.apple;

import io.fleetwire.engine.EndpointId;
import io.fleetwire.store.ReadTx;
import io.fleetwire.store.WriteTx;
import java.util.Optional;

/// The table `apple_backend`.
final class BackendTable {
  private BackendTable() {}

  static Optional<EndpointId> find(ReadTx tx) {
    return tx.find("SELECT endpoint_id FROM apple_backend", row -> new EndpointId(row.longAt(1)));
  }

  static void put(WriteTx tx, EndpointId id) {
    tx.update("INSERT INTO apple_backend (id, endpoint_id) VALUES (1, ?)", id.value());
  }
}

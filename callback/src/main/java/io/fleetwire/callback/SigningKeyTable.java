package io.fleetwire.callback;

import io.fleetwire.callback.SigningKeys.Retiring;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.store.ReadTx;
import io.fleetwire.store.Row;
import io.fleetwire.store.WriteTx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The table `callback_signing_key`.
final class SigningKeyTable {

  private static final String SELECT =
      "SELECT endpoint_id, position, scheme, secret, since, until FROM callback_signing_key ";

  private SigningKeyTable() {}

  /// A key with one of its two times.
  private record Line(SigningKey key, @Nullable Instant since, @Nullable Instant until) {}

  static void put(WriteTx tx, EndpointId id, SigningKeys keys) {
    remove(tx, id);
    add(tx, id, 0, new Line(keys.current(), keys.since(), null));
    for (int i = 0; i < keys.retiring().size(); i++) {
      Retiring old = keys.retiring().get(i);
      add(tx, id, i + 1, new Line(old.key(), null, old.until()));
    }
  }

  static void remove(WriteTx tx, EndpointId id) {
    tx.update("DELETE FROM callback_signing_key WHERE endpoint_id = ?", id.value());
  }

  /// Deletes the keys that no longer sign at `now`, and says how many.
  static int forget(WriteTx tx, Instant now) {
    return tx.update("DELETE FROM callback_signing_key WHERE until <= ?", now);
  }

  static Map<EndpointId, SigningKeys> load(ReadTx tx) {
    Map<EndpointId, SigningKeys> all = new HashMap<>();
    tx.list(SELECT + "ORDER BY endpoint_id, position", row -> add(all, row));
    return all;
  }

  static Optional<SigningKeys> find(ReadTx tx, EndpointId id) {
    Map<EndpointId, SigningKeys> one = new HashMap<>();
    tx.list(SELECT + "WHERE endpoint_id = ? ORDER BY position", row -> add(one, row), id.value());
    return Optional.ofNullable(one.get(id));
  }

  private static boolean add(Map<EndpointId, SigningKeys> all, Row row) {
    EndpointId id = new EndpointId(row.longAt(1));
    SigningKey key = key(row);
    if (row.intAt(2) == 0) {
      all.put(id, new SigningKeys(key, row.instant(5), List.of()));
    } else {
      all.computeIfPresent(id, (_, keys) -> with(keys, new Retiring(key, row.instant(6))));
    }
    return true;
  }

  private static SigningKeys with(SigningKeys keys, Retiring old) {
    List<Retiring> retiring = new ArrayList<>(keys.retiring());
    retiring.add(old);
    return new SigningKeys(keys.current(), keys.since(), retiring);
  }

  private static SigningKey key(Row row) {
    return switch (row.text(3)) {
      case "hmac" -> HmacKey.of(row.bytes(4));
      case "ed25519" -> Ed25519Key.of(row.bytes(4));
      default -> throw new AssertionError("a key is of one of two kinds: " + row.text(3));
    };
  }

  private static void add(WriteTx tx, EndpointId id, int position, Line line) {
    tx.update(
        """
        INSERT INTO callback_signing_key (endpoint_id, position, scheme, secret, since, until)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        id.value(),
        position,
        schemeText(line.key().scheme()),
        bytes(line.key()),
        line.since(),
        line.until());
  }

  private static String schemeText(SigningKey.Scheme scheme) {
    return switch (scheme) {
      case HMAC -> "hmac";
      case ED25519 -> "ed25519";
    };
  }

  private static byte[] bytes(SigningKey key) {
    return switch (key) {
      case HmacKey hmac -> hmac.bytes();
      case Ed25519Key pair -> pair.seed();
    };
  }
}

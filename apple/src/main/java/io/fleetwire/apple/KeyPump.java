package io.fleetwire.apple;

import io.fleetwire.callback.OptionsBook;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.PeriodicPump;
import io.fleetwire.engine.Pump;
import io.fleetwire.store.Database;
import java.time.Duration;
import java.time.InstantSource;

/// Follows the command that exchanges the key by which the backend knows us, beside a running
/// server.
final class KeyPump {
  /// A person who exchanges a key looks whether it is used.
  private static final Duration PERIOD = Duration.ofSeconds(20);

  private KeyPump() {}

  static Pump of(Database database, OptionsBook book, EndpointId endpoint, InstantSource clock) {
    return new PeriodicPump(
        "apple-key",
        PERIOD,
        clock,
        _ ->
            database.write(
                tx -> {
                  book.refresh(tx, endpoint);
                  return false;
                }));
  }
}

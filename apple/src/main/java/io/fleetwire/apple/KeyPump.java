package io.fleetwire.apple;

import io.fleetwire.callback.OptionsBook;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.Pump;
import io.fleetwire.engine.Signal;
import io.fleetwire.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Follows the command that exchanges the key by which the backend knows us, beside a running
/// server.
final class KeyPump implements Pump {
  /// A person who exchanges a key looks whether it is used.
  private static final Duration PERIOD = Duration.ofSeconds(20);

  private final Database database;
  private final OptionsBook book;
  private final EndpointId endpoint;
  private final InstantSource clock;
  private final Signal signal = new Signal();
  private Instant nextAt = Instant.MIN;

  KeyPump(Database database, OptionsBook book, EndpointId endpoint, InstantSource clock) {
    this.database = database;
    this.book = book;
    this.endpoint = endpoint;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "apple-key";
  }

  @Override
  public Signal signal() {
    return signal;
  }

  @Override
  public Instant step() {
    Instant now = clock.instant();
    if (!now.isBefore(nextAt)) {
      database.write(
          tx -> {
            book.refresh(tx, endpoint);
            return true;
          });
      nextAt = now.plus(PERIOD);
    }
    return nextAt;
  }
}

package io.fleetwire.server;

import io.fleetwire.engine.PeriodicPump;
import io.fleetwire.engine.Pump;
import io.fleetwire.engine.TlsIdentity;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has the certificate shown that there is now.
final class TlsPump {
  private static final Logger LOG = LoggerFactory.getLogger(TlsPump.class);

  /// Whoever replaces a certificate looks whether it is shown; a few seconds are at once.
  private static final Duration PERIOD = Duration.ofSeconds(5);

  private TlsPump() {}

  static Pump of(String name, TlsSource source, Consumer<TlsIdentity> shown, InstantSource clock) {
    return new PeriodicPump(
        name,
        PERIOD,
        clock,
        now -> {
          source.next(now).ifPresent(identity -> show(name, shown, identity));
          return false;
        });
  }

  private static void show(String name, Consumer<TlsIdentity> shown, TlsIdentity identity) {
    shown.accept(identity);
    LOG.info(
        "{}: another certificate is shown: {}, until {}",
        name,
        identity.name(),
        identity.chain().getFirst().getNotAfter().toInstant());
  }
}

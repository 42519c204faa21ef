package io.fleetwire.server;

import io.fleetwire.engine.PeriodicPump;
import io.fleetwire.engine.Pump;
import io.fleetwire.engine.TlsIdentity;
import io.fleetwire.web.ServerTls;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Shows callers the certificate that there is now.
final class TlsPump {
  private static final Logger LOG = LoggerFactory.getLogger(TlsPump.class);

  /// Whoever replaces a certificate looks whether it is shown; a few seconds are at once.
  private static final Duration PERIOD = Duration.ofSeconds(5);

  private TlsPump() {}

  static Pump of(TlsSource source, ServerTls tls, InstantSource clock) {
    return new PeriodicPump(
        "tls",
        PERIOD,
        clock,
        now -> {
          source.next(now).ifPresent(identity -> show(tls, identity));
          return false;
        });
  }

  private static void show(ServerTls tls, TlsIdentity identity) {
    tls.replace(identity);
    LOG.info(
        "callers are shown another certificate: {}, until {}",
        identity.name(),
        identity.chain().getFirst().getNotAfter().toInstant());
  }
}

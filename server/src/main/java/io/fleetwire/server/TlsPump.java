package io.fleetwire.server;

import io.fleetwire.engine.Pump;
import io.fleetwire.engine.Signal;
import io.fleetwire.engine.TlsIdentity;
import io.fleetwire.web.ServerTls;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Shows callers the certificate that there is now.
final class TlsPump implements Pump {
  private static final Logger LOG = LoggerFactory.getLogger(TlsPump.class);

  /// Whoever replaces a certificate looks whether it is shown; a few seconds are at once.
  private static final Duration PERIOD = Duration.ofSeconds(5);

  private final TlsSource source;
  private final ServerTls tls;
  private final InstantSource clock;
  private final Signal signal = new Signal();

  TlsPump(TlsSource source, ServerTls tls, InstantSource clock) {
    this.source = source;
    this.tls = tls;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "tls";
  }

  @Override
  public Instant step() {
    Optional<TlsIdentity> next = source.next(clock.instant());
    next.ifPresent(
        identity -> {
          tls.replace(identity);
          LOG.info(
              "callers are shown another certificate: {}, until {}",
              identity.name(),
              identity.chain().getFirst().getNotAfter().toInstant());
        });
    return clock.instant().plus(PERIOD);
  }

  @Override
  public Signal signal() {
    return signal;
  }
}

package io.fleetwire.apple;

import io.fleetwire.engine.Budgets;
import io.fleetwire.engine.Header;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Payload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Asks Apple's push service to wake devices (contract 2.10). Thread-safe; blocks.
///
/// A push is sent once. It says nothing but "come", and of several only the last one counts, so
/// whoever is in doubt may ask again. It names no end: the service keeps it for a device that is
/// offline.
final class Apns {
  /// A bulk of a thousand takes some ten round trips. The service takes a thousand at a time.
  static final int AT_ONCE_MAX = 100;

  /// As long as somebody watches a page that loads.
  private static final Duration WAIT = Duration.ofSeconds(20);

  /// The service answers in a tenth of a second, with at most one reason and one time.
  private static final Budgets BUDGETS =
      new Budgets(Duration.ofSeconds(5), Duration.ofSeconds(8), Duration.ofSeconds(10), 4 * 1024);

  private final PushPorts ports;
  private final Semaphore slots = new Semaphore(AT_ONCE_MAX, true);

  Apns(PushPorts ports) {
    this.ports = ports;
  }

  PushCertificate certificate() {
    return ports.certificate().get();
  }

  ApnsAnswer push(PushAddress address, PushCertificate certificate) {
    try {
      if (!slots.tryAcquire(WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        return new ApnsAnswer.Later("is asked for too much at a time", ApnsAnswer.SOON);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new ApnsAnswer.Later("was not asked: this server ends", ApnsAnswer.SOON);
    }
    try {
      return ApnsAnswer.of(ports.sender().send(request(address, certificate), BUDGETS).outcome());
    } finally {
      slots.release();
    }
  }

  private OutboundRequest request(PushAddress address, PushCertificate certificate) {
    String body = AppleJson.object().put("mdm", address.magic().reveal()).toString();
    return new OutboundRequest(
        ports.url().resolve("/3/device/" + address.token().reveal()),
        List.of(new Header("apns-topic", certificate.topic()), new Header("apns-push-type", "mdm")),
        new Payload("application/json", body.getBytes(StandardCharsets.UTF_8)),
        Optional.of(certificate.identity()));
  }
}

package io.fleetwire.apple;

import io.fleetwire.pki.Authority;
import io.fleetwire.pki.CertificateRequest;
import java.security.cert.X509Certificate;
import java.time.Duration;

/// Gives devices their certificates; whether one gets one was decided before. Thread-safe.
record Issuer(Authority authority, AppleWorld world) {
  /// A device renews when its management says so; two years are what Apple's own tools give.
  private static final Duration VALIDITY = Duration.ofDays(2 * 365);

  X509Certificate issue(CertificateRequest request) {
    return authority.issue(request, world.clock().instant(), VALIDITY, world.secrets());
  }
}

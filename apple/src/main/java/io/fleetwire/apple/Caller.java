package io.fleetwire.apple;

import io.fleetwire.engine.TraceId;
import io.fleetwire.pki.KnownCertificate;

/// A channel that has proven who it is, and the request in which it did.
record Caller(Enrollment from, KnownCertificate certificate, PinnedDevice device, Origin origin) {

  /// At which address of ours it came, and the request's name in the log.
  record Origin(String url, TraceId trace) {}

  Scope scope() {
    return new Scope(from, certificate, origin.url());
  }
}

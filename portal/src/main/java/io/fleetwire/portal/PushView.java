package io.fleetwire.portal;

import io.fleetwire.apple.PushCertificate;
import java.time.Instant;
import java.util.Optional;

/// The certificate that devices are woken with, worded.
record PushView(String topic, Badge left, Moment until) {

  static PushView of(PushCertificate certificate, Instant now) {
    return new PushView(
        certificate.topic(),
        AppleRow.left(certificate.until(), now),
        Moment.of(certificate.until(), now));
  }

  /// What somebody has to do about one that lasts until `until`, if it is time.
  static Optional<OverviewView.Task> task(Instant until, Instant now) {
    if (!AppleRow.isNear(until, now)) {
      return Optional.empty();
    }
    boolean isOver = !until.isAfter(now);
    return Optional.of(
        new OverviewView.Task(
            isOver ? "bad" : "busy",
            "Apple's push certificate "
                + (isOver ? "ended " : "ends ")
                + Moment.of(until, now).relative(),
            "Without one no device is woken: " + PushCertificate.RENEWAL + ".",
            Place.APPLE.path()));
  }
}

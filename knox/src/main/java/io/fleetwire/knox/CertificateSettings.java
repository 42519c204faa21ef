package io.fleetwire.knox;

import io.fleetwire.engine.Must;
import java.time.Duration;
import java.time.Period;

/// How certificates are written, and when they are replaced.
///
/// `renewBefore` is when a renewal is due before the end; `overlap` is how long a new key is
/// published before it signs.
public record CertificateSettings(
    String commonName,
    String organization,
    Period validity,
    Duration renewBefore,
    Duration overlap) {
  /// Receivers fetch the certificate again when it has expired, or by hand: they need weeks.
  static final Duration OVERLAP_MIN = Duration.ofDays(30);

  /// Three years, as the vendor's certificates have; half a year to notice that a renewal fails.
  static final CertificateSettings STANDARD =
      new CertificateSettings(
          "Fleetwire Webhook Notification",
          "Fleetwire",
          Period.ofYears(3),
          Duration.ofDays(180),
          OVERLAP_MIN);

  public CertificateSettings {
    Must.hold(isName(commonName) && isName(organization), "a name has 1 to 64 letters");
    Must.hold(validity.toTotalMonths() >= 12, "a certificate is valid for a year or more");
    Must.hold(
        overlap.compareTo(OVERLAP_MIN) >= 0, "a new key is published 30 days before it signs");
    Must.hold(
        renewBefore.compareTo(overlap) > 0 && renewBefore.toDays() < 365,
        "a renewal is due before the end, but not from the start");
  }

  /// The standard, for another name.
  static CertificateSettings named(String commonName, String organization) {
    return new CertificateSettings(
        commonName, organization, STANDARD.validity, STANDARD.renewBefore, STANDARD.overlap);
  }

  /// X.520 gives both names 64 letters at most (RFC 5280 appendix A.1).
  private static boolean isName(String name) {
    return !name.isBlank() && name.length() <= 64;
  }
}

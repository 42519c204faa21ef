package io.fleetwire.portal;

import io.fleetwire.knox.CertificateStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// The certificates that callbacks are verified by: the one that signs, then the next one.
/// `mayRotate` is for people of the organization that runs the server.
record CertificateView(List<Entry> entries, boolean mayRotate) {

  /// One certificate; `query` finds its download.
  record Entry(
      String title,
      String tone,
      String fingerprint,
      String subject,
      Moment from,
      Moment until,
      String left,
      String query) {}

  static CertificateView of(CertificateStatus status, boolean mayRotate, Instant now) {
    List<CertificateStatus.Served> served = status.served();
    List<Entry> entries =
        IntStream.range(0, served.size()).mapToObj(i -> entry(served.get(i), i == 0, now)).toList();
    return new CertificateView(entries, mayRotate);
  }

  boolean hasNext() {
    return entries.size() > 1;
  }

  private static Entry entry(CertificateStatus.Served served, boolean current, Instant now) {
    String pairs = served.keyId().toUpperCase(Locale.ROOT).replaceAll("..(?!$)", "$0:");
    return new Entry(
        current ? "Signs now" : "Signs next",
        current ? "good" : "info",
        pairs,
        served.subject(),
        Moment.of(current ? served.notBefore() : served.signsFrom(), now),
        Moment.of(served.notAfter(), now),
        Amounts.count(Math.max(0, Duration.between(now, served.notAfter()).toDays())) + " days",
        current ? "" : "?next=true");
  }

  static Question rotation() {
    return new Question(
        "rotate-certificate",
        "Publish a new key",
        "A new certificate can be downloaded at once, and its key signs when the overlap has"
            + " passed. Until then every receiver must have downloaded it, or it will refuse what"
            + " it gets.",
        "Publish a new key",
        KnoxTab.CERTIFICATE.path() + "/rotate",
        KnoxTab.CERTIFICATE.path());
  }
}

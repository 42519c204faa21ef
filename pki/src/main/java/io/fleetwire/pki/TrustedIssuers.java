package io.fleetwire.pki;

import java.security.InvalidAlgorithmParameterException;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertPath;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Those whose certificates identify devices. Thread-safe.
///
/// A device comes with the same certificate for a year, and building a chain costs more than
/// everything else that is done to answer it. So a chain that was found is remembered, by the
/// certificate that it leads to, and holds while each certificate in it does.
public final class TrustedIssuers {
  /// How much a device's clock may differ from ours: what phones and laptops are off by when they
  /// were just set up.
  static final Duration SKEW = Duration.ofMinutes(5);

  /// How long a device may come with a certificate whose time is over, to get a new one: as long as
  /// a laptop lies in a drawer.
  static final Duration LATE = Duration.ofDays(30);

  /// An issuer below another one below a root.
  private static final int INTERMEDIATES_MAX = 2;

  /// As many devices as come in some minutes, at four kilobytes each; the others' chains are built
  /// anew.
  private static final int REMEMBERED_MAX = 10_000;

  private final Set<TrustAnchor> anchors;
  private final Map<String, Remembered> chains =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
              return size() > REMEMBERED_MAX;
            }
          });

  private TrustedIssuers(List<X509Certificate> issuers) {
    this.anchors =
        issuers.stream()
            .map(issuer -> new TrustAnchor(issuer, null))
            .collect(Collectors.toUnmodifiableSet());
  }

  /// When all certificates of a chain are valid.
  private record Span(Instant from, Instant until) {

    static Span of(CertPath chain) {
      Instant from = Instant.MIN;
      Instant until = Instant.MAX;
      for (Certificate each : chain.getCertificates()) {
        X509Certificate link = (X509Certificate) each;
        Instant begins = link.getNotBefore().toInstant();
        Instant ends = link.getNotAfter().toInstant();
        from = begins.isAfter(from) ? begins : from;
        until = ends.isBefore(until) ? ends : until;
      }
      return new Span(from, until);
    }

    boolean holds(Instant at) {
      return !at.isBefore(from) && !at.isAfter(until);
    }
  }

  private record Remembered(KnownCertificate certificate, Span chain) {}

  /// Whether somebody is believed.
  public sealed interface Judgement {

    record Believed(KnownCertificate certificate) implements Judgement {}

    /// `reason` is for the log.
    record Refused(String reason) implements Judgement {}
  }

  public static TrustedIssuers of(List<X509Certificate> issuers) {
    if (issuers.isEmpty()) {
      throw new AssertionError("somebody must be trusted");
    }
    return new TrustedIssuers(issuers);
  }

  /// Whether the certificate that `der` is, is believed at `now`. `others` are certificates that
  /// came with it and may lie between; they are asked for when its chain is not remembered.
  public Judgement judge(byte[] der, Supplier<List<X509Certificate>> others, Instant now) {
    Remembered remembered = chains.get(Certificates.fingerprint(der));
    if (remembered != null) {
      KnownCertificate known = remembered.certificate();
      if (ended(known.from(), known.until(), now).isEmpty()
          && remembered.chain().holds(during(known.from(), known.until(), now))) {
        return new Judgement.Believed(known);
      }
    }
    Optional<X509Certificate> certificate = Certificates.parse(der);
    return certificate.isPresent()
        ? judge(certificate.get(), others.get(), now)
        : new Judgement.Refused("the certificate is none");
  }

  /// Why `certificate` is not believed at `now`, or nothing when it is. `others` are certificates
  /// that came with it and may lie between.
  public Optional<String> refuses(
      X509Certificate certificate, Collection<X509Certificate> others, Instant now) {
    return switch (judge(Certificates.der(certificate), () -> List.copyOf(others), now)) {
      case Judgement.Believed _ -> Optional.empty();
      case Judgement.Refused(String reason) -> Optional.of(reason);
    };
  }

  private Judgement judge(
      X509Certificate certificate, Collection<X509Certificate> others, Instant now) {
    KnownCertificate known = KnownCertificate.of(certificate);
    Optional<String> ended = ended(known.from(), known.until(), now);
    if (ended.isPresent()) {
      return new Judgement.Refused(ended.get());
    }
    Instant at = during(known.from(), known.until(), now);
    Optional<CertPath> chain = chain(certificate, others, at);
    if (chain.isEmpty()) {
      return new Judgement.Refused("the certificate was issued by nobody who is trusted");
    }
    chains.put(known.print(), new Remembered(known, Span.of(chain.get())));
    return new Judgement.Believed(known);
  }

  private static Optional<String> ended(Instant from, Instant until, Instant now) {
    if (now.isBefore(from.minus(SKEW))) {
      return Optional.of("the certificate is not valid yet");
    }
    return now.isAfter(until.plus(LATE))
        ? Optional.of("the certificate ended more than " + LATE.toDays() + " days ago")
        : Optional.empty();
  }

  /// The moment of the certificate's time that is nearest to `now`.
  private static Instant during(Instant from, Instant until, Instant now) {
    return now.isBefore(from) ? from : now.isAfter(until) ? until : now;
  }

  private Optional<CertPath> chain(
      X509Certificate certificate, Collection<X509Certificate> others, Instant at) {
    try {
      X509CertSelector wanted = new X509CertSelector();
      wanted.setCertificate(certificate);
      PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, wanted);
      parameters.setRevocationEnabled(false);
      parameters.setMaxPathLength(INTERMEDIATES_MAX);
      parameters.setDate(Date.from(at));
      parameters.addCertStore(
          CertStore.getInstance("Collection", new CollectionCertStoreParameters(others)));
      parameters.addCertStore(
          CertStore.getInstance(
              "Collection", new CollectionCertStoreParameters(List.of(certificate))));
      return Optional.of(CertPathBuilder.getInstance("PKIX").build(parameters).getCertPath());
    } catch (CertPathBuilderException _) {
      return Optional.empty();
    } catch (InvalidAlgorithmParameterException | NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java cannot check chains", e);
    }
  }
}

package io.fleetwire.apple;

import io.fleetwire.pki.Certificates;
import io.fleetwire.pki.CmsSignature;
import io.fleetwire.pki.KnownCertificate;
import io.fleetwire.pki.TrustedIssuers;
import io.fleetwire.web.Request;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Finds out which certificate a device comes with: by its signature over the body
/// (`Mdm-Signature`), by what it has shown in the TLS handshake, or by what a proxy of ours says
/// that it has shown. Thread-safe.
///
/// Who signs and shows a certificate comes with one and the same. What a proxy shows to us is its
/// own, and says nothing of a device.
///
/// The header of a proxy counts only when the proxy's address is configured, and only under the one
/// name that is configured: a proxy removes what callers send under the name that it sets itself,
/// and hands on all others.
final class DeviceIdentity {
  static final String SIGNATURE = "Mdm-Signature";

  /// A proxy that speaks RFC 9440 removes both headers from what callers send. From one that sets
  /// another header a caller could reach this one: what it holds is then still only of use in a
  /// chain that leads to somebody who is trusted.
  private static final String CHAIN = "Client-Cert-Chain";

  private static final String NOTHING =
      "neither a certificate in the TLS handshake, nor a signature, nor a proxy that is configured";

  /// A signature of ten kilobytes in base64.
  private static final int SIGNATURE_LENGTH_MAX = CmsSignature.BYTES_MAX / 3 * 4 + 8;

  private static final Pattern WHITE_SPACE = Pattern.compile("\\s");

  private final TrustedIssuers issuers;
  private final AppleSettings.Proxies proxies;
  private final InstantSource clock;

  DeviceIdentity(TrustedIssuers issuers, AppleSettings.Proxies proxies, InstantSource clock) {
    this.issuers = issuers;
    this.proxies = proxies;
    this.clock = clock;
  }

  /// What a request proves.
  sealed interface Proof {

    record Shown(KnownCertificate certificate) implements Proof {}

    /// `reason` is for the log.
    record Lacking(String reason) implements Proof {}
  }

  Proof of(Request request) {
    List<String> signatures = request.headers(SIGNATURE);
    boolean proxied = proxies.isOne(request.remoteAddress());
    List<X509Certificate> shown = proxied ? List.of() : request.certificates();
    if (!signatures.isEmpty()) {
      return signatures.size() == 1
          ? bySignature(signatures.getFirst(), request.body(), shown)
          : new Proof.Lacking("more than one " + SIGNATURE);
    }
    if (!shown.isEmpty()) {
      return byChain(Certificates.der(shown.getFirst()), () -> shown.subList(1, shown.size()));
    }
    return proxied ? byProxy(request) : new Proof.Lacking(NOTHING);
  }

  private Proof byProxy(Request request) {
    List<String> headers = request.headers(proxies.header());
    if (headers.size() != 1) {
      return new Proof.Lacking("the proxy says of " + headers.size() + " certificates");
    }
    return CertificateHeader.find(headers.getFirst())
        .map(shown -> byChain(shown, () -> CertificateHeader.chain(request.headers(CHAIN))))
        .orElseGet(() -> new Proof.Lacking("the proxy's header holds no certificate"));
  }

  private Proof byChain(byte[] certificate, Supplier<List<X509Certificate>> others) {
    return switch (issuers.judge(certificate, others, clock.instant())) {
      case TrustedIssuers.Judgement.Believed(var known) -> new Proof.Shown(known);
      case TrustedIssuers.Judgement.Refused(String reason) -> new Proof.Lacking(reason);
    };
  }

  private Proof bySignature(String header, byte[] body, List<X509Certificate> shown) {
    String text = unfolded(header);
    if (text.length() > SIGNATURE_LENGTH_MAX) {
      return new Proof.Lacking("the signature is too long");
    }
    try {
      byte[] signature = Base64.getDecoder().decode(text);
      return switch (CmsSignature.verify(signature, body, issuers, clock.instant())) {
        case CmsSignature.Verdict.Signed(var signer) ->
            shown.isEmpty() || Certificates.fingerprint(shown.getFirst()).equals(signer.print())
                ? new Proof.Shown(signer)
                : new Proof.Lacking("signed by another certificate than the connection shows");
        case CmsSignature.Verdict.Refused(String reason) -> new Proof.Lacking(reason);
      };
    } catch (IllegalArgumentException _) {
      return new Proof.Lacking("the signature is no base64");
    }
  }

  /// Two thousand letters are looked at for each message, and hardly ever is one of them a blank.
  private static String unfolded(String header) {
    for (int i = 0; i < header.length(); i++) {
      if (header.charAt(i) <= ' ') {
        return WHITE_SPACE.matcher(header).replaceAll("");
      }
    }
    return header;
  }
}

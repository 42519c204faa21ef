package io.fleetwire.receiver;

import java.util.Set;

/// Verifies Knox callbacks. Immutable and thread-safe (but for the memory that it may be given,
/// which is thread-safe as well).
@SuppressWarnings("DoNotCallSuggester")
public final class KnoxVerifier {
  private KnoxVerifier() {}

  /// A verifier for the certificate that `GET /downloadCertificate` serves. Throws {@link
  /// IllegalArgumentException} when `certificatePem` holds no RSA certificate.
  public static KnoxVerifier of(String certificatePem) {
    throw new UnsupportedOperationException(certificatePem);
  }

  /// The same, but accepting these ways alone. Default: both ways over the raw bytes.
  public KnoxVerifier only(Set<SigningInput> ways) {
    throw new UnsupportedOperationException(ways.toString());
  }

  /// The same, but also refusing what `memory` has seen before.
  public KnoxVerifier remembering(NonceMemory memory) {
    throw new UnsupportedOperationException(memory.toString());
  }

  /// Verifies `signatureHeader`, the value of `X-WSM-SIGNATURE`, over `body`, the exact bytes.
  public KnoxVerdict verify(String signatureHeader, byte[] body) {
    throw new UnsupportedOperationException(signatureHeader + body.length);
  }
}

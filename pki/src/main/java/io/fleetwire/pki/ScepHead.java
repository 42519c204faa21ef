package io.fleetwire.pki;

import java.security.cert.X509Certificate;

/// What a SCEP message says of itself (RFC 8894, section 3.2), its signature being good: enough to
/// answer it. `signer` is who sent it, and for whom the answer is enciphered.
public record ScepHead(Kind kind, String transactionId, Nonce senderNonce, X509Certificate signer) {

  /// What is asked, of what we answer.
  public enum Kind {
    /// A first certificate, against a challenge.
    PKCS_REQ("19"),
    /// A new certificate for a device that has one, and signs with it.
    RENEWAL_REQ("17"),
    /// Anything else: polling for what is pending (nothing ever is), certificates, lists.
    OTHER("");

    private final String number;

    Kind(String number) {
      this.number = number;
    }

    String number() {
      return number;
    }

    static Kind of(String number) {
      return number.equals(PKCS_REQ.number)
          ? PKCS_REQ
          : number.equals(RENEWAL_REQ.number) ? RENEWAL_REQ : OTHER;
    }
  }

  /// Bytes that the answer must repeat.
  public static final class Nonce {
    private final byte[] bytes;

    Nonce(byte[] bytes) {
      this.bytes = bytes;
    }

    byte[] bytes() {
      return bytes;
    }
  }

  /// Why a request is not granted (RFC 8894, section 3.2.1.4).
  public enum Failure {
    BAD_ALG(0),
    BAD_MESSAGE_CHECK(1),
    BAD_REQUEST(2),
    BAD_TIME(3),
    BAD_CERT_ID(4);

    private final int number;

    Failure(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }
  }
}

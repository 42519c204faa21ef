package io.fleetwire.apple;

import io.fleetwire.pki.AcmeMessage;
import io.fleetwire.web.Reply;
import tools.jackson.databind.node.ObjectNode;

/// Why a request of ACME is refused (RFC 8555, section 6.7). `detail` says what to do.
record AcmeProblem(Cause cause, int status, String detail) {

  /// The names under `urn:ietf:params:acme:error:`.
  enum Cause {
    ACCOUNT_DOES_NOT_EXIST("accountDoesNotExist"),
    /// Of draft-acme-device-attest.
    BAD_ATTESTATION_STATEMENT("badAttestationStatement"),
    BAD_CSR("badCSR"),
    BAD_NONCE("badNonce"),
    BAD_PUBLIC_KEY("badPublicKey"),
    BAD_SIGNATURE_ALGORITHM("badSignatureAlgorithm"),
    MALFORMED("malformed"),
    ORDER_NOT_READY("orderNotReady"),
    RATE_LIMITED("rateLimited"),
    REJECTED_IDENTIFIER("rejectedIdentifier"),
    SERVER_INTERNAL("serverInternal"),
    UNAUTHORIZED("unauthorized"),
    UNSUPPORTED_IDENTIFIER("unsupportedIdentifier");

    private final String word;

    Cause(String word) {
      this.word = word;
    }
  }

  static AcmeProblem of(Cause cause, String detail) {
    return new AcmeProblem(cause, 400, detail);
  }

  static AcmeProblem malformed(String detail) {
    return of(Cause.MALFORMED, detail);
  }

  /// 403: a device would take 401 for the end of its management.
  static AcmeProblem unauthorized(String detail) {
    return new AcmeProblem(Cause.UNAUTHORIZED, 403, detail);
  }

  static AcmeProblem notFound(String detail) {
    return new AcmeProblem(Cause.MALFORMED, 404, detail);
  }

  ObjectNode json() {
    ObjectNode json =
        AppleJson.object()
            .put("type", "urn:ietf:params:acme:error:" + cause.word)
            .put("detail", detail)
            .put("status", status);
    if (cause == Cause.BAD_SIGNATURE_ALGORITHM) {
      // RFC 8555, section 6.2.
      AcmeMessage.ALGORITHMS.forEach(json.putArray("algorithms")::add);
    }
    return json;
  }

  Reply reply() {
    return Reply.of(status, "application/problem+json", AppleJson.bytes(json()));
  }
}

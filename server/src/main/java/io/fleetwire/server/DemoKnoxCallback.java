package io.fleetwire.server;

import io.fleetwire.receiver.KnoxSignatureHeader;
import io.fleetwire.receiver.KnoxVerdict;
import io.fleetwire.receiver.KnoxVerifier;
import io.fleetwire.receiver.SigningInput;
import io.fleetwire.testkit.ReceivedCallback;
import java.util.Optional;

/// One callback that came, looked at as its receiver should: who signed it, and does it say what it
/// must. Confined to the demo's thread.
final class DemoKnoxCallback {
  private final ReceivedCallback callback;
  private final KnoxVerifier verifier;
  private final DemoChecks checks;
  private final String signature;

  DemoKnoxCallback(ReceivedCallback callback, String certificate, DemoChecks checks) {
    this.callback = callback;
    this.verifier = KnoxVerifier.of(certificate);
    this.checks = checks;
    this.signature = callback.header("X-WSM-SIGNATURE").orElse("");
  }

  void check(String subscription, String transaction) {
    byte[] body = callback.body().bytes();
    checkSignature("verified as the vendor's sample does", SigningInput.VENDOR_SAMPLE);
    checkSignature("verified as RFC 7515 says", SigningInput.RFC_7515);
    byte[] forged = body.clone();
    forged[forged.length / 2] ^= 1;
    checks.that(
        "refused when one bit is changed",
        !(verifier.verify(signature, forged) instanceof KnoxVerdict.Valid),
        "bit 0 of byte %,d".formatted(forged.length / 2));
    checks.same(
        "X-WSM-TRACEID is our X-WSM-TXID",
        transaction,
        callback.header("X-WSM-TRACEID").orElse("(none)"));
    checkSignedHeader(subscription, body);
  }

  private void checkSignature(String claim, SigningInput way) {
    KnoxVerdict verdict = verifier.only(way).verify(signature, callback.body().bytes());
    switch (verdict) {
      case KnoxVerdict.Valid(KnoxSignatureHeader header, SigningInput _) ->
          checks.that(claim, true, header.members().getOrDefault("alg", "?") + ", " + words(way));
      case KnoxVerdict.Malformed(String reason) -> checks.that(claim, false, reason);
      case KnoxVerdict.WrongKey(String kid) ->
          checks.that(claim, false, "signed by another key: " + kid);
      case KnoxVerdict.BadSignature() ->
          checks.that(claim, false, "the signature does not fit the body");
      case KnoxVerdict.Replay(KnoxSignatureHeader _, String reason) ->
          checks.that(claim, false, reason);
    }
  }

  private void checkSignedHeader(String subscription, byte[] body) {
    String nonce = callback.header("x-knox-nonce").orElse("");
    if (!(verifier.verify(signature, body) instanceof KnoxVerdict.Valid valid)) {
      checks.that("x-knox-nonce is there, and signed", false, "the signature is not good");
      return;
    }
    Optional<String> signed = valid.header().nonce();
    checks.that(
        "x-knox-nonce is there, and signed",
        !nonce.isBlank() && signed.equals(Optional.of(nonce)),
        nonce.isBlank() ? "(none)" : nonce);
    checks.same(
        "signed for this subscription", subscription, valid.header().subject().orElse("(none)"));
  }

  private static String words(SigningInput way) {
    return switch (way) {
      case RFC_7515 -> "without padding";
      case PADDED -> "with padding";
      case VENDOR_SAMPLE -> "parsed and written again";
    };
  }
}

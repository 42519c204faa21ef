package io.fleetwire.bin;

import io.fleetwire.receiver.KnoxSignatureHeader;
import io.fleetwire.receiver.KnoxVerdict;
import io.fleetwire.receiver.SigningInput;
import io.fleetwire.receiver.StandardWebhooksVerdict;
import java.util.Arrays;
import java.util.Locale;

/// What a callback's signature is worth, in words for people. `scheme` names the kind of signature,
/// or is empty.
public record Finding(Verdict verdict, String scheme, String words) {
  static final String KNOX = "Knox JWS";
  static final String STANDARD = "Standard Webhooks";

  /// In short.
  public enum Verdict {
    /// Signed by whom it should be, over these bytes.
    VALID,
    /// There is a signature, and it is not to be trusted.
    WRONG,
    /// There is none.
    UNSIGNED;

    /// As it is stored, and counted.
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Verdict of(String code) {
      return Arrays.stream(values())
          .filter(verdict -> verdict.code().equals(code))
          .findFirst()
          .orElseThrow();
    }
  }

  /// What a Knox verifier has found.
  public static Finding of(KnoxVerdict found) {
    return switch (found) {
      case KnoxVerdict.Valid(KnoxSignatureHeader header, SigningInput way) ->
          new Finding(Verdict.VALID, KNOX, words(header, way));
      case KnoxVerdict.Malformed(String reason) -> wrong(KNOX, "malformed signature: " + reason);
      case KnoxVerdict.WrongKey(String kid) ->
          wrong(KNOX, "signed with another key (" + kid + "): download the certificate again");
      case KnoxVerdict.BadSignature() -> wrong(KNOX, "the signature does not fit the body");
      case KnoxVerdict.Replay(KnoxSignatureHeader _, String reason) ->
          wrong(KNOX, "genuine, but " + reason);
    };
  }

  /// What a verifier of Standard Webhooks has found.
  public static Finding of(StandardWebhooksVerdict found) {
    return switch (found) {
      case StandardWebhooksVerdict.Valid(String id, var signedAt) ->
          new Finding(Verdict.VALID, STANDARD, "valid, event " + id + ", signed at " + signedAt);
      case StandardWebhooksVerdict.Malformed(String reason) ->
          wrong(STANDARD, "malformed signature: " + reason);
      case StandardWebhooksVerdict.BadSignature() ->
          wrong(STANDARD, "the signature does not fit the body and this secret");
      case StandardWebhooksVerdict.OutOfTime(var signedAt) ->
          wrong(STANDARD, "genuine, but signed at " + signedAt + ": look at the clocks");
      case StandardWebhooksVerdict.Replay(String _, String reason) ->
          wrong(STANDARD, "genuine, but " + reason);
    };
  }

  static Finding unsigned(String words) {
    return new Finding(Verdict.UNSIGNED, "", words);
  }

  static Finding wrong(String scheme, String words) {
    return new Finding(Verdict.WRONG, scheme, words);
  }

  private static String words(KnoxSignatureHeader header, SigningInput way) {
    return "valid ("
        + way.name().toLowerCase(Locale.ROOT)
        + "), key "
        + header.kid().orElse("unnamed")
        + ", signed at "
        + header.issuedAt().map(Object::toString).orElse("an unknown time")
        + ", delivery "
        + header.deliveryId().orElse("unnamed");
  }
}

package io.fleetwire.knox;

import io.fleetwire.engine.Must;

/// What an operator may choose. `createdStatus` answers a new subscription: the vendor does not say
/// which of 200 and 201 it sends, and clients written after its samples look at the body alone.
public record KnoxSettings(
    SignatureEncoding signature,
    CertificateSettings certificates,
    ImeiCheck imeiCheck,
    CallbackUrls callbackUrls,
    int createdStatus) {
  public static final KnoxSettings STANDARD =
      new KnoxSettings(
          SignatureEncoding.ALIGNED,
          CertificateSettings.STANDARD,
          ImeiCheck.WARN,
          CallbackUrls.HTTP_TOO,
          200);

  public KnoxSettings {
    Must.hold(createdStatus == 200 || createdStatus == 201, "success is 200 or 201");
  }

  /// What to make of an IMEI's last digit, which follows from the others (Luhn's formula). Samples
  /// and test fleets often have it wrong.
  public enum ImeiCheck {
    /// 14 to 16 digits are an IMEI.
    ACCEPT,
    /// The same, and the operation says which ones fail the check.
    WARN,
    /// Only 15 digits that pass the check are an IMEI.
    REQUIRE
  }

  /// Which callback URLs may be subscribed.
  public enum CallbackUrls {
    HTTPS_ONLY,
    /// For receivers on private networks; callbacks are signed, but can be read on the way.
    HTTP_TOO
  }
}

package io.fleetwire.receiver;

/// The ways in which a body becomes the second part of what is signed.
public enum SigningInput {
  /// Base64url without padding over the raw bytes, as RFC 7515 says.
  RFC_7515,
  /// Base64url with padding over the raw bytes.
  PADDED,
  /// Parsed and written again, then base64url with padding: what the vendor's sample does.
  VENDOR_SAMPLE
}

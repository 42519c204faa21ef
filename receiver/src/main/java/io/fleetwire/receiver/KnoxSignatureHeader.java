package io.fleetwire.receiver;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// The protected header of a signature: who signed, when, and for which delivery. What it says was
/// signed together with the body.
///
/// Every member but `alg` may be absent, because the vendor documents none. Immutable.
///
/// @param members all members; text as it is, anything else as JSON
public record KnoxSignatureHeader(Map<String, String> members) {
  /// Seconds until the year 33658; more digits are not a time.
  private static final int SECONDS_DIGITS_MAX = 12;

  public KnoxSignatureHeader {
    members = Map.copyOf(members);
  }

  /// The id of the signing key: the certificate's SHA-256 in hexadecimal.
  public Optional<String> kid() {
    return find("kid");
  }

  /// The SHA-256 thumbprint of the signing certificate, base64url (RFC 7515 section 4.1.8).
  public Optional<String> certificateThumbprint() {
    return find("x5t#S256");
  }

  /// When it was signed (RFC 7519 section 4.1.6).
  public Optional<Instant> issuedAt() {
    return find("iat")
        .filter(seconds -> seconds.matches("[0-9]{1," + SECONDS_DIGITS_MAX + "}"))
        .map(seconds -> Instant.ofEpochSecond(Long.parseLong(seconds)));
  }

  /// Fresh in every attempt; equal to the header `x-knox-nonce`, which is not signed.
  public Optional<String> nonce() {
    return find("nonce");
  }

  /// The delivery's id, the same in all its attempts: deduplicate by it.
  public Optional<String> deliveryId() {
    return find("jti");
  }

  /// The subscription's id.
  public Optional<String> subject() {
    return find("sub");
  }

  private Optional<String> find(String name) {
    return Optional.ofNullable(members.get(name));
  }
}

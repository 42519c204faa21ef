package io.fleetwire.receiver;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// The protected header of a signature: who signed, when, and for which delivery.
///
/// `alg` is always there. Every other member may be absent, because the vendor documents none.
public record KnoxSignatureHeader(Map<String, Object> members) {
  public KnoxSignatureHeader {
    members = Map.copyOf(members);
  }

  /// The id of the signing key.
  public Optional<String> kid() {
    return text("kid");
  }

  /// The SHA-256 thumbprint of the signing certificate, base64url (RFC 7515 section 4.1.8).
  public Optional<String> certificateThumbprint() {
    return text("x5t#S256");
  }

  /// When it was signed.
  public Optional<Instant> issuedAt() {
    return members.get("iat") instanceof Number seconds
        ? Optional.of(Instant.ofEpochSecond(seconds.longValue()))
        : Optional.empty();
  }

  /// Fresh in every attempt; equal to the header `x-knox-nonce`.
  public Optional<String> nonce() {
    return text("nonce");
  }

  /// The delivery's id, the same in all its attempts: deduplicate by it.
  public Optional<String> deliveryId() {
    return text("jti");
  }

  /// The subscription's id.
  public Optional<String> subject() {
    return text("sub");
  }

  private Optional<String> text(String name) {
    return members.get(name) instanceof String value ? Optional.of(value) : Optional.empty();
  }
}

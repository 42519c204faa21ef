package io.fleetwire.apple;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// An order of ACME, with its only authorization and that one's only challenge, which have its id.
///
/// @param account the hash of the account's key
/// @param token what an attestation must be for
/// @param problem why it is invalid; else empty
/// @param validatedAt when its challenge was met
record AcmeOrder(
    String id,
    OneTime identifier,
    String account,
    String token,
    State state,
    String problem,
    Optional<Instant> validatedAt,
    Optional<AttestedKey> attested,
    Instant expiresAt) {

  /// RFC 8555, section 7.1.6. Nothing is done behind a client's back, so none is processing.
  enum State {
    /// The challenge was not answered.
    PENDING,
    /// It was met: a certificate can be asked for.
    READY,
    /// The certificate is there.
    VALID,
    /// It was not met; the identifier may be ordered again.
    INVALID;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// A key that was attested, by its SHA-256, and for which device; texts may be empty.
  record AttestedKey(String hash, String serialNumber, String udid) {}

  AcmeOrder ready(Instant now, Optional<AttestedKey> key) {
    return new AcmeOrder(
        id, identifier, account, token, State.READY, "", Optional.of(now), key, expiresAt);
  }

  AcmeOrder invalid(String reason) {
    return new AcmeOrder(
        id,
        identifier,
        account,
        token,
        State.INVALID,
        reason,
        Optional.empty(),
        Optional.empty(),
        expiresAt);
  }

  AcmeOrder valid() {
    return new AcmeOrder(
        id, identifier, account, token, State.VALID, "", validatedAt, attested, expiresAt);
  }
}

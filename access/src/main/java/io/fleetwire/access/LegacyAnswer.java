package io.fleetwire.access;

import io.fleetwire.engine.Secret;

/// What the exchange of a signed client identifier for an access token answers; the last case is
/// {@link TooMany}.
public sealed interface LegacyAnswer
    permits LegacyAnswer.Issued,
        LegacyAnswer.NonUniqueJwtId,
        LegacyAnswer.BadValidity,
        LegacyAnswer.Expired,
        LegacyAnswer.Invalid,
        LegacyAnswer.Malformed,
        TooMany {

  /// Sign this with the registered key and send it as `x-knox-apitoken`.
  record Issued(Secret accessToken) implements LegacyAnswer {}

  /// The `jti` has been used before.
  record NonUniqueJwtId() implements LegacyAnswer {}

  /// The wanted validity is not 1 to 30 minutes.
  record BadValidity() implements LegacyAnswer {}

  /// The signed client identifier was genuine, and its time is over.
  record Expired() implements LegacyAnswer {}

  /// The signature, the key, the audience or the lifetime is wrong; `detail` says which.
  record Invalid(String detail) implements LegacyAnswer {}

  /// The request or its token does not have the right shape; `detail` says what is missing.
  record Malformed(String detail) implements LegacyAnswer {}
}

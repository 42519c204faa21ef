package io.fleetwire.access;

import io.fleetwire.engine.Secret;

/// What a code or a refresh token was worth.
sealed interface Redemption {

  /// It was good, is used now, and `refreshToken` is the next one.
  record Redeemed(OAuthGrant grant, Secret refreshToken) implements Redemption {}

  /// It was not; `reason` says why, without telling strangers what exists.
  record Rejected(String reason) implements Redemption {}
}

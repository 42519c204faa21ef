package io.fleetwire.access;

import io.fleetwire.engine.Secret;
import java.time.Duration;

/// What the token endpoint answers; the last case is {@link TooMany}.
public sealed interface TokenAnswer
    permits TokenAnswer.Granted, TokenAnswer.GrantedWithRefresh, TokenAnswer.Refused, TooMany {

  /// `expiresIn` is what to report, in whole seconds; `scopes` is what was granted.
  record Granted(Secret accessToken, Duration expiresIn, Scopes scopes) implements TokenAnswer {}

  /// As {@link Granted}, with a token to get the next one with.
  record GrantedWithRefresh(Granted access, Secret refreshToken) implements TokenAnswer {}

  /// RFC 6749 section 5.2. `description` says what to do; it holds no secret.
  record Refused(OAuthError error, String description) implements TokenAnswer {}
}

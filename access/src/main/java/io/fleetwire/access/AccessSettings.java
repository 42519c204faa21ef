package io.fleetwire.access;

import io.fleetwire.engine.Must;
import java.time.Duration;

/// What an operator may choose. `issuer` names this server in its tokens: tokens of a server by
/// another name are not accepted, so it should stay the same. `keyLifetime` is how long a key
/// signs.
public record AccessSettings(
    String issuer,
    ScopeCatalogue catalogue,
    Duration keyLifetime,
    Duration refreshLifetime,
    PasswordCost passwordCost) {
  /// Knox's default, and its longest.
  static final Duration REFRESH_LIFETIME_MAX = Duration.ofDays(90);

  /// Knox's shortest.
  static final Duration REFRESH_LIFETIME_MIN = Duration.ofHours(1);

  private static final Duration KEY_LIFETIME = Duration.ofDays(90);

  public AccessSettings {
    Must.hold(!issuer.isBlank(), "a server has a name");
    Must.hold(
        keyLifetime.compareTo(AccessTokens.LIFETIME_MAX) >= 0,
        "a key signs for an hour at least, or there would be many");
    Must.hold(
        refreshLifetime.compareTo(REFRESH_LIFETIME_MIN) >= 0
            && refreshLifetime.compareTo(REFRESH_LIFETIME_MAX) <= 0,
        "a refresh token lives for an hour to 90 days");
  }

  /// What Knox does, by this name.
  public static AccessSettings standard(String issuer) {
    return new AccessSettings(
        issuer, ScopeCatalogue.knox(), KEY_LIFETIME, REFRESH_LIFETIME_MAX, PasswordCost.STANDARD);
  }
}

package io.fleetwire.access;

import java.time.Duration;
import java.util.regex.Pattern;

/// How long an access token is to live, or why it cannot.
sealed interface LifetimeWish {
  /// No more digits than fit an int.
  Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

  /// `reported` is what the answer says.
  record Fulfilled(Duration lifetime, Duration reported) implements LifetimeWish {}

  record Refused(String fault) implements LifetimeWish {}

  /// What the parameter `expires_in` of `form` asks for: 1 to 3600 seconds, also more than the
  /// client's own lifetime. Who asks is told that number; who does not is told one second less than
  /// the client's lifetime, as Knox does (599 for ten minutes).
  static LifetimeWish of(Form.Read form, OAuthClient client) {
    String text = form.find("expires_in").orElse("");
    if (text.isEmpty()) {
      return new Fulfilled(client.tokenLifetime(), client.tokenLifetime().minusSeconds(1));
    }
    long secondsMax = AccessTokens.LIFETIME_MAX.toSeconds();
    long seconds = SECONDS.matcher(text).matches() ? Long.parseLong(text) : 0;
    if (seconds < 1 || seconds > secondsMax) {
      return new Refused("expires_in is a number of seconds from 1 to " + secondsMax);
    }
    return new Fulfilled(Duration.ofSeconds(seconds), Duration.ofSeconds(seconds));
  }
}

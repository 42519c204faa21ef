package io.fleetwire.access;

import io.fleetwire.engine.Secret;
import java.time.Instant;

/// A person who is signed in by a browser. `csrf` must come with each request that changes
/// something, outside of the cookie: a strange page can make a browser send the cookie, and cannot
/// read this. Immutable.
public record Session(User user, Secret csrf, Instant expiresAt) {

  /// Whether `shown` is the session's CSRF token.
  public boolean isMeant(Secret shown) {
    return csrf.equals(shown);
  }
}

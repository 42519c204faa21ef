package io.fleetwire.access;

import java.time.Duration;
import java.util.Optional;

/// The applications that may ask for tokens. Thread-safe.
@SuppressWarnings("DoNotCallSuggester")
public final class OAuthClients {

  OAuthClients() {}

  /// Registers a client, or says everything that is wrong with the wish.
  public ClientAnswer register(ClientRegistration registration) {
    throw new UnsupportedOperationException(registration.toString());
  }

  public Optional<OAuthClient> find(String id) {
    throw new UnsupportedOperationException(id);
  }

  /// A new secret; the old one works for `overlap` longer. Empty when there is no such client.
  public Optional<Secret> rotateSecret(String id, Duration overlap) {
    throw new UnsupportedOperationException(id + overlap);
  }
}

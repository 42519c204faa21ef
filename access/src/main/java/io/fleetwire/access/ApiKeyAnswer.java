package io.fleetwire.access;

import io.fleetwire.engine.Secret;

/// Whether an API key was created.
sealed interface ApiKeyAnswer {

  /// It was. The secret is shown here and never again.
  record NewApiKey(ApiKey key, Secret secret) implements ApiKeyAnswer {}

  /// It was not; `fault` says what to do.
  record Refused(String fault) implements ApiKeyAnswer {}
}

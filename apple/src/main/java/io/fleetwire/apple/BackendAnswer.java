package io.fleetwire.apple;

import io.fleetwire.engine.Payload;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What came of asking the backend.
sealed interface BackendAnswer {

  /// A 2xx. `body` has at most what the question allows; `json` is what it says, if it is JSON.
  record Good(int status, Payload body, Optional<JsonNode> json) implements BackendAnswer {}

  /// An error that the backend named.
  record Said(BackendError error) implements BackendAnswer {}

  /// It is told by another node, which hears what it says. What is told so is durable.
  record Elsewhere() implements BackendAnswer {}

  /// Anything else: no answer in time, no answer at all, one that nobody can read. `reason` is for
  /// the log.
  record Failed(String reason) implements BackendAnswer {}
}

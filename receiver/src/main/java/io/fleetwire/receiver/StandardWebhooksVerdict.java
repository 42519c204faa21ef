package io.fleetwire.receiver;

import java.time.Instant;

/// What a verification found. Switch over it.
public sealed interface StandardWebhooksVerdict {

  /// Signed by a holder of one of the keys, over this id, time and body. Do the work once per `id`:
  /// all attempts of a delivery have the same.
  record Valid(String id, Instant signedAt) implements StandardWebhooksVerdict {}

  /// Not what Standard Webhooks sends; `reason` says what is wrong or missing.
  record Malformed(String reason) implements StandardWebhooksVerdict {}

  /// None of the signatures fits any of the keys.
  record BadSignature() implements StandardWebhooksVerdict {}

  /// Genuine, but signed too long ago or too far ahead: a captured request, or a wrong clock.
  record OutOfTime(Instant signedAt) implements StandardWebhooksVerdict {}

  /// Genuine, but this very attempt was seen before.
  record Replay(String id, String reason) implements StandardWebhooksVerdict {}
}

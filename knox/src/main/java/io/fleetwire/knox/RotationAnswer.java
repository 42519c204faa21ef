package io.fleetwire.knox;

import java.time.Instant;

/// What became of an operator's wish to replace a certificate or its key.
public sealed interface RotationAnswer {

  /// It is done, and this is how it is now.
  record Done(CertificateStatus status) implements RotationAnswer {}

  /// A new key is already published and takes over at `signsFrom`; nothing was changed.
  record AlreadyPublished(Instant signsFrom) implements RotationAnswer {}
}

package io.fleetwire.receiver;

/// What a verification found.
public sealed interface KnoxVerdict {

  /// Signed by the holder of the certificate's key, over this body.
  record Valid(KnoxSignatureHeader header, SigningInput way) implements KnoxVerdict {}

  /// Not a signature at all, or a body that cannot be read.
  record Malformed(String reason) implements KnoxVerdict {}

  /// Signed, by its own word, with another key: download the certificate again.
  record WrongKey(String kid) implements KnoxVerdict {}

  /// The signature does not fit the body.
  record BadSignature() implements KnoxVerdict {}

  /// Genuine, but seen before or too old.
  record Replay(String nonce) implements KnoxVerdict {}
}

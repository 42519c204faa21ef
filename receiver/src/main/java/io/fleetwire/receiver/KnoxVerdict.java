package io.fleetwire.receiver;

/// What a verification found. Switch over it.
public sealed interface KnoxVerdict {

  /// Signed by the holder of the certificate's key, over this body.
  ///
  /// @param way the first of the accepted ways by which it verified
  record Valid(KnoxSignatureHeader header, SigningInput way) implements KnoxVerdict {}

  /// Not a signature at all, or nothing that the accepted ways can read.
  record Malformed(String reason) implements KnoxVerdict {}

  /// Does not verify, and names another key than the certificate's: download the certificate again.
  record WrongKey(String kid) implements KnoxVerdict {}

  /// Names this key, or none, and does not fit the body.
  record BadSignature() implements KnoxVerdict {}

  /// Genuine, but seen before or too old to tell.
  record Replay(KnoxSignatureHeader header, String reason) implements KnoxVerdict {}
}

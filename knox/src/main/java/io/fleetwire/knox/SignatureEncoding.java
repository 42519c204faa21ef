package io.fleetwire.knox;

/// Over which text of a callback's body its signature is made.
///
/// The vendor's published receiver verifies over Base64url *with* padding, RFC 7515 demands it
/// *without*. The two agree only where there is nothing to pad: when the body's length is a
/// multiple of three.
public enum SignatureEncoding {
  /// With padding, as the vendor's sample does; libraries refuse two bodies in three.
  PADDED,
  /// Without, as RFC 7515 says; the vendor's sample refuses two bodies in three.
  RFC7515,
  /// The body is made a multiple of three bytes long, and both verify.
  ALIGNED
}

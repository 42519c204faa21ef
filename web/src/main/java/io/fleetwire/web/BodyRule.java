package io.fleetwire.web;

/// What body a route takes. A `charset` parameter on the media type is accepted when it is UTF-8.
public sealed interface BodyRule {

  /// None. An empty JSON object, which many clients send where there is nothing to say, is taken
  /// for none; anything else is refused.
  record None() implements BodyRule {}

  /// `application/json`, or a type that ends in `+json`.
  record Json(int bytesMax) implements BodyRule {}

  /// `application/x-www-form-urlencoded`.
  record Form(int bytesMax) implements BodyRule {}

  /// Whatever it is, of whatever type; also nothing. The handler looks at it.
  record Bytes(int bytesMax) implements BodyRule {}

  /// An empty object, and white space around.
  int NOTHING_BYTES_MAX = 16;

  /// The most bytes that are read of such a body.
  default int limit() {
    return switch (this) {
      case None _ -> NOTHING_BYTES_MAX;
      case Json(int bytesMax) -> bytesMax;
      case Form(int bytesMax) -> bytesMax;
      case Bytes(int bytesMax) -> bytesMax;
    };
  }
}

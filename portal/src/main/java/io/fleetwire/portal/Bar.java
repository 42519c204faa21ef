package io.fleetwire.portal;

/// A part of a picture: a rectangle in units of its view box, filled by meaning (`good`, `busy`,
/// `bad`, `off`, `info`, `accent`), and what it stands for.
record Bar(Spot spot, String kind, String title) {
  /// Where it is.
  record Spot(int x, int y, int width, int height) {}

  static Bar of(int x, int width, String kind, String title) {
    return new Bar(new Spot(x, 0, width, Pictures.HEIGHT), kind, title);
  }
}

package io.fleetwire.plist;

/// How much is read. `bytesMax` bounds the input, and once more all texts and data that it comes to
/// when what is shared is counted each time.
public record PlistLimits(int bytesMax, int depthMax, int valuesMax) {
  /// The longest that devices send are lists of installed applications: some thousand entries of
  /// twenty values, less than 4 MiB. Nothing of Apple's nests deeper than ten or so.
  static final PlistLimits STANDARD = new PlistLimits(4 * 1024 * 1024, 64, 200_000);

  public PlistLimits {
    if (bytesMax < 1 || depthMax < 1 || valuesMax < 1) {
      throw new AssertionError("a limit is positive");
    }
  }
}

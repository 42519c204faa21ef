package io.fleetwire.plist;

/// What is left of the limits while one list is read. Confined to the reader's thread.
final class Budget {
  private final PlistLimits limits;
  private int depth;
  private int values;
  private long bytes;

  Budget(PlistLimits limits) {
    this.limits = limits;
  }

  /// Another value begins.
  void value() throws PlistFault {
    if (++values > limits.valuesMax()) {
      throw new PlistFault("holds more than " + limits.valuesMax() + " values");
    }
  }

  /// Another text or data of so many bytes.
  void bytes(long count) throws PlistFault {
    bytes += count;
    if (bytes > limits.bytesMax()) {
      throw new PlistFault("comes to more than " + limits.bytesMax() + " bytes");
    }
  }

  void enter() throws PlistFault {
    if (++depth > limits.depthMax()) {
      throw new PlistFault("nests deeper than " + limits.depthMax());
    }
  }

  void leave() {
    depth--;
  }
}

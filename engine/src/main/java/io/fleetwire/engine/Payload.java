package io.fleetwire.engine;

import java.util.Arrays;

/// The exact bytes of an event and their media type. Nobody changes the array after handing it
/// over: it is shared, not copied, because a payload may be a megabyte and is read by every
/// attempt.
public final class Payload {
  private final String contentType;
  private final byte[] bytes;

  public Payload(String contentType, byte[] bytes) {
    this.contentType = contentType;
    this.bytes = bytes;
  }

  /// The media type, such as `application/json`.
  public String contentType() {
    return contentType;
  }

  /// The bytes themselves, to be read only.
  public byte[] bytes() {
    return bytes;
  }

  /// How many bytes.
  public int size() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Payload that
        && contentType.equals(that.contentType)
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * contentType.hashCode() + Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return contentType + ", " + bytes.length + " bytes";
  }
}

package io.fleetwire.egress;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// What is kept of an answer's body. Grows with what came, never with what was promised. Confined.
final class ResponseBody {
  private static final byte[] NOTHING = {};
  private static final int FIRST_BYTES = 512;

  private final int bytesMax;
  private byte[] bytes = NOTHING;
  private int size;
  private boolean complete;

  ResponseBody(int bytesMax) {
    this.bytesMax = bytesMax;
  }

  /// How much more is wanted.
  int room() {
    return bytesMax - size;
  }

  void add(byte[] from, int offset, int count) {
    reserve(count);
    System.arraycopy(from, offset, bytes, size, count);
    size += count;
  }

  /// Reads up to `wanted` bytes from the connection itself, and at least one.
  int read(InputStream in, int wanted) throws IOException {
    reserve(Math.min(wanted, Math.max(size, FIRST_BYTES)));
    int count = in.read(bytes, size, Math.min(wanted, bytes.length - size));
    if (count < 0) {
      throw new EOFException("the body ended early");
    }
    size += count;
    return count;
  }

  private void reserve(int count) {
    if (bytes.length - size < count) {
      bytes = Arrays.copyOf(bytes, Math.max(size + count, Math.min(size * 2, bytesMax)));
    }
  }

  void completeIf(boolean condition) {
    complete = condition;
  }

  boolean isComplete() {
    return complete;
  }

  byte[] bytes() {
    return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
  }
}

package io.fleetwire.web;

import java.io.IOException;
import java.io.InputStream;

/// The body of a request that has not been read yet.
interface BodySource {

  /// A negative number when the sender did not say.
  long declaredLength();

  /// Whether the sender announced any body at all.
  boolean isPresent();

  /// Begins to read; a sender that waits for `100 Continue` is told to go on.
  InputStream open() throws IOException;
}

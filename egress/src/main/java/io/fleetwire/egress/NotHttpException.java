package io.fleetwire.egress;

import java.io.IOException;

/// What came is not an HTTP/1.1 answer, or more of one than anybody reads. Never leaves this room.
final class NotHttpException extends IOException {
  private static final long serialVersionUID = 1L;

  NotHttpException(String message) {
    super(message);
  }
}

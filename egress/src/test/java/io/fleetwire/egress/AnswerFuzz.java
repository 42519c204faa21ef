package io.fleetwire.egress;

import java.io.ByteArrayInputStream;
import java.io.IOException;

/// Whatever a receiver answers, it is an answer or no HTTP, and costs no more than was granted.
public final class AnswerFuzz {
  private static final int BODY_MAX = 100;

  private AnswerFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    try {
      ResponseReader reader = new ResponseReader(new ByteArrayInputStream(input));
      reader.awaitFirstByte();
      ResponseHead head = reader.head();
      if (head.status() < 200 || head.status() > 999) {
        throw new IllegalStateException("a final answer has no status " + head.status());
      }
      if (reader.body(head.framing(), BODY_MAX).bytes().length > BODY_MAX) {
        throw new IllegalStateException("more is kept than was granted");
      }
    } catch (IOException _) {
      // It is no answer, or breaks off.
    }
  }
}

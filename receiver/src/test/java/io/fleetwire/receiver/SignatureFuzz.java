package io.fleetwire.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Nobody without the key is believed, whatever they send; and JSON that was read is written so
/// that it reads the same.
public final class SignatureFuzz {
  private static final KnoxVerifier VERIFIER = KnoxVerifier.of(Signer.create().certificatePem());

  private static final StandardWebhooksVerifier STANDARD =
      StandardWebhooksVerifier.of(
              InstantSource.fixed(Instant.EPOCH), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
          .within(Duration.ofDays(100_000));

  private SignatureFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    if (VERIFIER.verify(new String(input, UTF_8), input) instanceof KnoxVerdict.Valid) {
      throw new IllegalStateException("was believed");
    }
    standard(new String(input, UTF_8).split("\n", 4));
    try {
      JsonValue.Members read = JsonReader.object(input);
      String written = JsonWriter.write(read);
      // Half of a surrogate pair is written as Jackson writes it, which no UTF-8 can carry.
      if (UTF_8.newEncoder().canEncode(written)
          && !JsonReader.object(written.getBytes(UTF_8)).equals(read)) {
        throw new IllegalStateException("reads otherwise when it is written again");
      }
    } catch (JsonException _) {
      // It is no JSON object.
    }
  }

  /// Lines for the three headers, and the body.
  private static void standard(String[] parts) {
    if (parts.length == 4
        && STANDARD.verify(parts[0], parts[1], parts[2], parts[3].getBytes(UTF_8))
            instanceof StandardWebhooksVerdict.Valid) {
      throw new IllegalStateException("was believed");
    }
  }
}

package io.fleetwire.receiver;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// The ways in which a body becomes the second part of what is signed. A body whose length is a
/// multiple of three, and which the vendor's sample would write as it came, is the same in all.
public enum SigningInput {
  /// Base64url without padding over the raw bytes: RFC 7515 section 5.1.
  RFC_7515 {
    @Override
    byte[] encode(byte[] body) {
      return UNPADDED.encode(body);
    }
  },

  /// Base64url with padding over the raw bytes: what the vendor's server most likely signs.
  PADDED {
    @Override
    byte[] encode(byte[] body) {
      return PADDED_ENCODER.encode(body);
    }
  },

  /// Parsed into a `HashMap` and written again by Jackson, then base64url with padding: what the
  /// vendor's published sample computes. Proves the content but not the bytes.
  VENDOR_SAMPLE {
    @Override
    byte[] encode(byte[] body) throws JsonException {
      String again = JsonWriter.write(JsonReader.object(body).inHashOrder());
      return PADDED_ENCODER.encode(again.getBytes(StandardCharsets.UTF_8));
    }
  };

  private static final Base64.Encoder UNPADDED = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Encoder PADDED_ENCODER = Base64.getUrlEncoder();

  /// The second part of the signing input. Only a way that parses can fail.
  abstract byte[] encode(byte[] body) throws JsonException;
}

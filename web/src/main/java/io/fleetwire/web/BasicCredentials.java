package io.fleetwire.web;

import io.fleetwire.engine.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// A name and a password, or a key, out of an `Authorization` header (RFC 7617).
public record BasicCredentials(String name, Secret secret) {
  private static final String SCHEME = "basic ";

  /// Empty when it is of another scheme, or broken.
  public static Optional<BasicCredentials> parse(String header) {
    if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    try {
      byte[] pair = Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(pair)).toString();
      int colon = text.indexOf(':');
      return colon <= 0
          ? Optional.empty()
          : Optional.of(
              new BasicCredentials(
                  text.substring(0, colon), new Secret(text.substring(colon + 1))));
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return Optional.empty();
    }
  }
}

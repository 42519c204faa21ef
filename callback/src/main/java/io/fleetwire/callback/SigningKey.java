package io.fleetwire.callback;

import io.fleetwire.engine.Secret;
import java.security.SecureRandom;

/// A key by which callbacks are signed as Standard Webhooks 1.0 has it. Immutable; never prints
/// itself.
public sealed interface SigningKey permits HmacKey, Ed25519Key {

  /// The two kinds.
  enum Scheme {
    /// `v1`: HMAC-SHA256; both sides have the secret.
    HMAC,
    /// `v1a`: Ed25519; the receiver has the public key only.
    ED25519
  }

  /// What became of a text.
  sealed interface Parsed {}

  /// It is a key.
  record Fit(SigningKey key) implements Parsed {}

  /// `reason` completes the sentence "the key ...".
  record Unfit(String reason) implements Parsed {}

  /// A new key that nobody can guess.
  static SigningKey generate(Scheme scheme, SecureRandom secrets) {
    return switch (scheme) {
      case HMAC -> HmacKey.generate(secrets);
      case ED25519 -> Ed25519Key.generate(secrets);
    };
  }

  /// The key that `text` prints: `whsec_` or `whsk_`, and base64.
  static Parsed parse(String text) {
    if (text.startsWith(HmacKey.PREFIX)) {
      return HmacKey.parse(text.substring(HmacKey.PREFIX.length()));
    }
    if (text.startsWith(Ed25519Key.PREFIX)) {
      return Ed25519Key.parse(text.substring(Ed25519Key.PREFIX.length()));
    }
    return new Unfit("starts with whsec_ (HMAC) or whsk_ (Ed25519), then base64");
  }

  Scheme scheme();

  /// The key as people copy it: `whsec_...` or `whsk_...`. For the one answer that shows it.
  Secret text();

  /// What a receiver needs to verify: the same as {@link #text} for HMAC, `whpk_...` for Ed25519.
  Secret verifierText();
}

package io.fleetwire.api;

import io.fleetwire.callback.SigningKey;
import io.fleetwire.callback.SigningKeys;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// How callbacks are signed (Standard Webhooks 1.0).
enum SignatureKind {
  NONE("none"),
  /// `v1`: the receiver has the same secret.
  HMAC("hmac"),
  /// `v1a`: the receiver has a public key.
  ED25519("ed25519");

  private final String code;

  SignatureKind(String code) {
    this.code = code;
  }

  String code() {
    return code;
  }

  /// The kind of key that it needs; empty for none.
  Optional<SigningKey.Scheme> scheme() {
    return switch (this) {
      case NONE -> Optional.empty();
      case HMAC -> Optional.of(SigningKey.Scheme.HMAC);
      case ED25519 -> Optional.of(SigningKey.Scheme.ED25519);
    };
  }

  static SignatureKind of(Optional<SigningKeys> keys) {
    return keys.map(
            known ->
                switch (known.current().scheme()) {
                  case HMAC -> HMAC;
                  case ED25519 -> ED25519;
                })
        .orElse(NONE);
  }

  static List<String> codes() {
    return Arrays.stream(values()).map(SignatureKind::code).toList();
  }

  static Optional<SignatureKind> find(String code) {
    return Arrays.stream(values()).filter(kind -> kind.code.equals(code)).findFirst();
  }
}

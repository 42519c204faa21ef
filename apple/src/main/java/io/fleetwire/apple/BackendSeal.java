package io.fleetwire.apple;

import io.fleetwire.apple.AppleSettings.Signature;
import io.fleetwire.callback.DetachedJws;
import io.fleetwire.callback.Ed25519Key;
import io.fleetwire.callback.OptionsBook;
import io.fleetwire.callback.SigningKey;
import io.fleetwire.callback.SigningKeys;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.Header;
import io.fleetwire.engine.Payload;
import io.fleetwire.store.WriteTx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// By what the backend knows that it is asked by us. Signatures of Standard Webhooks are put on
/// with everything else that an endpoint wears; here are its keys, and the detached JWS.
/// Thread-safe.
final class BackendSeal {
  static final String JWS_HEADER = "Fleetwire-Jws";

  /// A wish of nothing: for deliveries to the backend of an earlier run.
  static final BackendSeal NONE = new BackendSeal(Signature.NONE, Optional.empty());

  private final Signature signature;
  private final Optional<OptionsBook> book;

  private BackendSeal(Signature signature, Optional<OptionsBook> book) {
    this.signature = signature;
    this.book = book;
  }

  static BackendSeal of(Signature signature, OptionsBook book) {
    return new BackendSeal(signature, Optional.of(book));
  }

  /// Sees to it that requests to `endpoint` are signed as the settings say. Keys are made here, and
  /// kept as long as their kind is wanted.
  void prepare(WriteTx tx, EndpointId endpoint) {
    OptionsBook keys = book.orElseThrow();
    Optional<SigningKey.Scheme> wanted = scheme();
    Optional<SigningKey.Scheme> had = keys.findKeys(tx, endpoint).map(k -> k.current().scheme());
    if (wanted.isEmpty()) {
      keys.stopSigning(tx, endpoint);
    } else if (!wanted.equals(had)) {
      keys.sign(tx, endpoint, keys.newKey(wanted.get()));
    }
  }

  private Optional<SigningKey.Scheme> scheme() {
    return switch (signature) {
      case NONE -> Optional.empty();
      case HMAC -> Optional.of(SigningKey.Scheme.HMAC);
      case ED25519, JWS -> Optional.of(SigningKey.Scheme.ED25519);
    };
  }

  /// The headers that go on before the rest. While keys are exchanged the older one signs: one JWS
  /// has one signature, and receivers have until its end to learn the new one.
  List<Header> on(EndpointId endpoint, String id, Instant at, Payload body) {
    if (signature != Signature.JWS) {
      return List.of();
    }
    return book
        .flatMap(keys -> keys.findKeys(endpoint))
        .map(keys -> oldest(keys, at))
        .filter(Ed25519Key.class::isInstance)
        .map(Ed25519Key.class::cast)
        .map(key -> new Header(JWS_HEADER, DetachedJws.sign(key, id, at, body.bytes())))
        .stream()
        .toList();
  }

  private static SigningKey oldest(SigningKeys keys, Instant at) {
    return keys.at(at).getLast();
  }
}

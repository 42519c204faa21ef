package io.fleetwire.access;

import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Remembers the claims of tokens whose signature was right, because checking one costs half a
/// millisecond and a caller sends the same token many times.
///
/// Two generations: a full young one becomes the old one, whose former entries are forgotten; what
/// is asked for in the old one moves to the young one. So the most used half stays, no entry needs
/// a clock, and reading takes no lock. Whether a token has expired or was revoked is not its
/// business. Keys are digests: a dump of this memory holds no tokens. Thread-safe.
final class VerifiedTokens {
  /// Two generations of about 500 bytes an entry: at most 10 MB. Only genuine tokens get in.
  static final int GENERATION_MAX = 10_000;

  private record Generations(Map<String, TokenClaims> young, Map<String, TokenClaims> old) {}

  private volatile Generations generations =
      new Generations(new ConcurrentHashMap<>(), new ConcurrentHashMap<>());

  Optional<TokenClaims> find(String token) {
    String key = key(token);
    Generations now = generations;
    TokenClaims young = now.young().get(key);
    if (young != null) {
      return Optional.of(young);
    }
    TokenClaims old = now.old().get(key);
    if (old == null) {
      return Optional.empty();
    }
    put(key, old);
    return Optional.of(old);
  }

  void remember(String token, TokenClaims claims) {
    put(key(token), claims);
  }

  int size() {
    return generations.young().size() + generations.old().size();
  }

  /// Two threads may turn the generations over at once; then one generation is lost, which costs a
  /// second verification each.
  private void put(String key, TokenClaims claims) {
    Generations now = generations;
    if (now.young().size() >= GENERATION_MAX) {
      now = new Generations(new ConcurrentHashMap<>(), now.young());
      generations = now;
    }
    now.young().put(key, claims);
  }

  private static String key(String token) {
    return Base64.getEncoder().encodeToString(Digest.of(token));
  }
}

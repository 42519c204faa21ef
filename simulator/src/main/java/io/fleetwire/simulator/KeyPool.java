package io.fleetwire.simulator;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.concurrent.ConcurrentHashMap;

/// Keys for many devices: making one takes a tenth of a second, so there are few and they are
/// shared. Thread-safe.
final class KeyPool {
  private static final int BITS = 2048;
  private static final int ELLIPTIC_BITS = 256;

  private final int size;
  private final SecureRandom random;
  private final ConcurrentHashMap<Integer, KeyPair> keys = new ConcurrentHashMap<>();

  KeyPool(int size, SecureRandom random) {
    this.size = size;
    this.random = random;
  }

  /// The key of the device with that number.
  KeyPair of(int number) {
    return keys.computeIfAbsent(number % size, _ -> make("RSA", BITS));
  }

  /// A new one of P-256, which takes no time.
  KeyPair elliptic() {
    return make("EC", ELLIPTIC_BITS);
  }

  private KeyPair make(String kind, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
      generator.initialize(bits, random);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + kind, e);
    }
  }
}

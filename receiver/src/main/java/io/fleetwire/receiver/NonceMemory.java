package io.fleetwire.receiver;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;

/// Remembers nonces, so that a captured callback cannot be sent again. Thread-safe and bounded.
///
/// Bounded without a gap: what was signed before the oldest nonce that had to be forgotten is
/// refused, because nobody can tell any more whether it was seen. A refused attempt does no harm:
/// the next one has a fresh nonce and a new time. A restart forgets everything; the window then
/// bounds what can be sent again.
public final class NonceMemory {
  /// Ours have 32 characters.
  private static final int NONCE_CHARS_MAX = 256;

  private final int capacity;
  private final Duration window;
  private final InstantSource clock;
  private final Queue<Seen> oldestFirst = new PriorityQueue<>(Comparator.comparing(Seen::signedAt));
  private final Set<String> nonces = new HashSet<>();
  private Instant forgottenUntil = Instant.MIN;

  private record Seen(String nonce, Instant signedAt) {}

  /// Remembers up to `capacity` nonces; what was signed longer ago than `window`, or is that far
  /// ahead, is refused. Make the capacity larger than the callbacks that come within a window.
  public NonceMemory(int capacity, Duration window, InstantSource clock) {
    if (capacity < 1 || !window.isPositive()) {
      throw new IllegalArgumentException("a memory needs a capacity and a window");
    }
    this.capacity = capacity;
    this.window = window;
    this.clock = clock;
  }

  /// Takes note of a nonce; why it must be refused, if it must.
  synchronized Optional<String> refuses(String nonce, Instant signedAt) {
    Instant now = clock.instant();
    if (nonce.length() > NONCE_CHARS_MAX) {
      return Optional.of("its nonce is longer than " + NONCE_CHARS_MAX + " characters");
    }
    if (signedAt.isBefore(now.minus(window)) || signedAt.isAfter(now.plus(window))) {
      return Optional.of("it was signed at " + signedAt + ", more than " + window + " from now");
    }
    forget(now.minus(window));
    if (!signedAt.isAfter(forgottenUntil)) {
      return Optional.of("it was signed before the oldest nonce that is remembered");
    }
    if (!nonces.add(nonce)) {
      return Optional.of("its nonce was seen before");
    }
    oldestFirst.add(new Seen(nonce, signedAt));
    if (oldestFirst.size() > capacity) {
      forgottenUntil = forgetOldest();
    }
    return Optional.empty();
  }

  /// What is older than the window needs no memory.
  private void forget(Instant before) {
    Seen oldest = oldestFirst.peek();
    while (oldest != null && oldest.signedAt().isBefore(before)) {
      forgetOldest();
      oldest = oldestFirst.peek();
    }
  }

  private Instant forgetOldest() {
    Seen oldest = oldestFirst.remove();
    nonces.remove(oldest.nonce());
    return oldest.signedAt();
  }
}

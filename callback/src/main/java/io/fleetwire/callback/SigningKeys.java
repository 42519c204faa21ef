package io.fleetwire.callback;

import io.fleetwire.engine.Must;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The keys of one endpoint: the current one, and those that still sign beside it for a while, so
/// that receivers can change over. Immutable.
public record SigningKeys(SigningKey current, Instant since, List<Retiring> retiring) {
  /// What the vendor of the scheme grants, too: a working day to change over.
  public static final Duration OVERLAP = Duration.ofHours(24);

  /// Longer than a week is a key that was never changed.
  public static final Duration OVERLAP_MAX = Duration.ofDays(7);

  /// Each one is a signature in every request: four of Ed25519 fill half a kilobyte.
  static final int RETIRING_MAX = 3;

  /// A key that no longer signs from `until` on.
  public record Retiring(SigningKey key, Instant until) {}

  public SigningKeys {
    retiring = List.copyOf(retiring);
    Must.hold(retiring.size() <= RETIRING_MAX, "few keys retire at a time");
  }

  /// Those that sign at `now`, the newest first.
  public List<SigningKey> at(Instant now) {
    if (retiring.isEmpty()) {
      return List.of(current);
    }
    List<SigningKey> keys = new ArrayList<>(1 + retiring.size());
    keys.add(current);
    retiring.stream().filter(old -> now.isBefore(old.until())).forEach(old -> keys.add(old.key()));
    return keys;
  }

  /// What became of an exchange of keys.
  public sealed interface Rotation {}

  /// From now on the new key signs, and the old one beside it.
  public record Rotated(SigningKeys keys) implements Rotation {}

  /// Too many keys are still retiring; the first of them stops at `freeAt`.
  public record Crowded(Instant freeAt) implements Rotation {}

  /// The keys after `next` has become the current one; the one before it signs until `overlap` has
  /// passed, and not at all when that is zero.
  Rotation rotate(SigningKey next, Duration overlap, Instant now) {
    Must.hold(
        !overlap.isNegative() && overlap.compareTo(OVERLAP_MAX) <= 0, "an overlap is bounded");
    List<Retiring> left = new ArrayList<>();
    if (overlap.isPositive()) {
      left.add(new Retiring(current, now.plus(overlap)));
    }
    retiring.stream().filter(old -> now.isBefore(old.until())).forEach(left::add);
    if (left.size() > RETIRING_MAX) {
      return new Crowded(left.stream().map(Retiring::until).min(Instant::compareTo).orElseThrow());
    }
    return new Rotated(new SigningKeys(next, now, left));
  }
}

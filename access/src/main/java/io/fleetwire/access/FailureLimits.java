package io.fleetwire.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Slows down who keeps failing to authenticate: a token bucket for each client, person and remote
/// address, from which failures alone take.
///
/// Kept in memory: it saves work and log lines, and slows down guessing of passwords; what keeps
/// attackers out is the strength of the secrets. Thread-safe.
final class FailureLimits {
  /// About 2 MB. Beyond it the bucket that was idle for longest is forgotten, and so is full again.
  static final int BUCKETS_MAX = 10_000;

  /// What is counted, how many failures may come at once, and how soon there may be one more.
  enum Kind {
    /// A registered client. Generous: its secret cannot be guessed, so this only bounds noise.
    CLIENT(20, Duration.ofSeconds(3)),
    /// A person, whose password may be weak: 5 at once, then 12 an hour, is 300 guesses a day.
    PERSON(5, Duration.ofMinutes(5)),
    /// A remote address. Several clients may share one.
    ADDRESS(30, Duration.ofSeconds(2));

    private final int burst;
    private final Duration refill;

    Kind(int burst, Duration refill) {
      this.burst = burst;
      this.refill = refill;
    }

    int burst() {
      return burst;
    }
  }

  /// Somebody or something that fails.
  record Subject(Kind kind, String name) {
    static Subject client(String id) {
      return new Subject(Kind.CLIENT, id);
    }

    static Subject person(String email) {
      return new Subject(Kind.PERSON, email);
    }

    /// IPv6 addresses count by their first 64 bits: every customer has all of the rest.
    static Subject address(String remoteAddress) {
      return new Subject(Kind.ADDRESS, network(remoteAddress));
    }

    private static String network(String remoteAddress) {
      try {
        return InetAddress.ofLiteral(remoteAddress) instanceof Inet6Address address
            ? HexFormat.of().formatHex(address.getAddress(), 0, 8)
            : remoteAddress;
      } catch (IllegalArgumentException e) {
        return remoteAddress; // not an address, such as a test's name for one: it stands for itself
      }
    }
  }

  private final InstantSource clock;

  /// When each bucket will be full again, in epoch milliseconds; a full one need not be here. Least
  /// recently used first.
  private final Map<Subject, Long> fullAt = new LinkedHashMap<>(16, 0.75f, true);

  FailureLimits(InstantSource clock) {
    this.clock = clock;
  }

  /// Notes a failure of all `subjects`; the answer is present when one of them had failed too often
  /// already.
  synchronized Optional<TooMany> fail(List<Subject> subjects) {
    Optional<TooMany> tooMany = tooMany(subjects);
    if (tooMany.isEmpty()) {
      subjects.forEach(this::take);
    }
    return tooMany;
  }

  /// Forgets the failures of somebody who has proved otherwise who they are.
  synchronized void forgive(Subject subject) {
    fullAt.remove(subject);
  }

  /// Whether one of `subjects` has failed too often.
  synchronized Optional<TooMany> tooMany(List<Subject> subjects) {
    long waitMillis = subjects.stream().mapToLong(this::millisUntilToken).max().orElse(0);
    return waitMillis <= 0
        ? Optional.empty()
        : Optional.of(new TooMany(Duration.ofSeconds(Math.ceilDiv(waitMillis, 1000L))));
  }

  synchronized int size() {
    return fullAt.size();
  }

  private void take(Subject subject) {
    long from = clock.millis() + millisUntilFull(subject);
    fullAt.put(subject, from + subject.kind().refill.toMillis());
    if (fullAt.size() > BUCKETS_MAX) {
      fullAt.remove(fullAt.keySet().iterator().next());
    }
  }

  private long millisUntilToken(Subject subject) {
    Kind kind = subject.kind();
    return millisUntilFull(subject) - (kind.burst - 1) * kind.refill.toMillis();
  }

  /// More than an empty bucket takes means that the clock was set back: then it counts as full, or
  /// somebody would wait for the clock to catch up.
  private long millisUntilFull(Subject subject) {
    Kind kind = subject.kind();
    long left = fullAt.getOrDefault(subject, 0L) - clock.millis();
    return left <= 0 || left > kind.burst * kind.refill.toMillis() ? 0 : left;
  }
}

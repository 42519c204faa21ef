package io.fleetwire.apple;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What has been said in a channel's session, which begins with `Idle`: enough to end it when the
/// backend would go round in circles. Lost with the process, and then one round is repeated.
/// Thread-safe.
///
/// A device acknowledges a synchronization whether or not there was something to do, and asks for
/// more at once. A backend that answers the same again would keep it busy for ever; so would one
/// that repeats a command for which the device has no time now.
final class Sessions {
  /// As many devices as talk to us in a moment or two; those who are forgotten lose nothing.
  private static final int SESSIONS_MAX = 50_000;

  /// A device that has no time for so many commands has none at all.
  private static final int POSTPONED_MAX = 64;

  private static final class Session {
    final Set<String> postponed = new HashSet<>();
    Optional<String> synced = Optional.empty();
  }

  private final Map<String, Session> sessions = new RecentMap<>(SESSIONS_MAX);

  /// The device is idle: whatever was said before is over.
  synchronized void begin(Enrollment channel) {
    sessions.remove(channel.channelId());
  }

  /// The device has no time for this command now.
  synchronized void postpone(Enrollment channel, String commandUuid) {
    Set<String> postponed = session(channel).postponed;
    if (postponed.size() < POSTPONED_MAX) {
      postponed.add(commandUuid);
    }
  }

  synchronized boolean isPostponed(Enrollment channel, String commandUuid) {
    return session(channel).postponed.contains(commandUuid);
  }

  /// Notes that the device is told to synchronize; false when it was told the same before.
  synchronized boolean sync(Enrollment channel, String serverToken) {
    Session session = session(channel);
    boolean first = !session.synced.equals(Optional.of(serverToken));
    session.synced = Optional.of(serverToken);
    return first;
  }

  private Session session(Enrollment channel) {
    return sessions.computeIfAbsent(channel.channelId(), _ -> new Session());
  }
}

package io.fleetwire.engine;

import java.time.Instant;

/// A job that delivers again what a query finds in the log of one endpoint: once for each delivery
/// that it finds, oldest first. It goes through the sequence numbers after `cursor` up to `until`,
/// the endpoint's last when the job was started, so that it never finds what it has made itself.
public record Replay(
    ReplayId id,
    EndpointId endpoint,
    DeliveryQuery query,
    int perSecondMax,
    Instant startedAt,
    Progress progress) {
  /// Faster than that is no longer beside the news, but instead of it.
  public static final int PER_SECOND_MAX = 1_000;

  public Replay {
    Must.hold(
        perSecondMax >= 1 && perSecondMax <= PER_SECOND_MAX,
        "a replay goes at 1 to 1,000 a second");
  }

  /// How far it is. `looked` deliveries have been looked at, and `enqueued` made of them.
  public record Progress(
      State state, long cursor, long until, long looked, long enqueued, Instant changedAt) {}

  /// Whether it goes on.
  public enum State {
    RUNNING,
    FINISHED,
    CANCELLED
  }

  public OrganizationId organization() {
    return query.organization();
  }

  public boolean isRunning() {
    return progress.state() == State.RUNNING;
  }

  /// This replay, further on.
  public Replay with(Progress further) {
    return new Replay(id, endpoint, query, perSecondMax, startedAt, further);
  }

  /// This replay, over.
  Replay ended(State state, Instant at) {
    return with(
        new Progress(
            state,
            progress.cursor(),
            progress.until(),
            progress.looked(),
            progress.enqueued(),
            at));
  }
}

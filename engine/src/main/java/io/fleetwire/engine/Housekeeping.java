package io.fleetwire.engine;

import java.util.Set;

/// The end of things inside one transaction: deliveries that were kept for as long as they are, and
/// what is no longer remembered. Each call does a bounded part. Confined to the call that it was
/// given to.
public interface Housekeeping {

  /// Ends up to `limit` deliveries, oldest first, that wait or stand behind another one and whose
  /// ids are below `below`. What is held is being attempted, and left alone. Who stood behind a
  /// delivery that waited, waits now.
  Expired expire(DeliveryId below, int limit);

  /// Forgets up to `limit` things that are older than the id `below`, goes on at `from`, and says
  /// where to go on. Nothing is forgotten that an outstanding delivery needs, or a later delivery
  /// of the same event; and each endpoint's newest delivery stays, for it says what comes next.
  ForgetPlace forget(ForgetPlace from, long below, int limit);

  /// How many deliveries have ended, and at which endpoints something waits now.
  record Expired(int ended, Set<EndpointId> promoted) {
    public Expired {
      promoted = Set.copyOf(promoted);
    }
  }

  /// How far forgetting has come: which part, and the last key of it.
  record ForgetPlace(Part part, long after) {
    public static final ForgetPlace START = new ForgetPlace(Part.DELIVERIES, 0);

    /// In this order, so that the log never tells of a delivery without the rest.
    public enum Part {
      DELIVERIES,
      EVENTS,
      ATTEMPTS,
      ENDS,
      DONE
    }

    public boolean isDone() {
      return part == Part.DONE;
    }
  }
}

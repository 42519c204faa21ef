package io.fleetwire.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The engine's durable state. Its drivers pass one contract suite.
public interface EngineStore {

  /// Runs `work` in a transaction and returns when it is durable. Many callers share one commit, so
  /// `work` may run more than once: it must have no effect outside `tx`, but for {@link
  /// EngineTx#afterCommit}. What it throws rolls back its own changes alone, and reaches the
  /// caller. Throws {@link StoreUnavailableException} when it cannot tell that the commit is
  /// durable.
  <T> T write(Function<EngineTx, T> work);

  /// The endpoints as last committed. Cheap: it is held in memory.
  Endpoints endpoints();

  /// What has become of everything, to be read beside the writer.
  DeliveryLog log();

  /// When the next waiting delivery of every endpoint is due, read beside the writer; endpoints
  /// with none are absent. Costs one look per endpoint, however long the queue.
  Map<EndpointId, Instant> nextDues();

  /// At most `most` held deliveries, in the order of their ids, which are at least `from` and less
  /// than `below`; read beside the writer. When they are due is not known of them: each counts as
  /// due since it was made.
  List<Delivery> heldBetween(DeliveryId from, DeliveryId below, int most);

  /// Which node this is, of how many there may be.
  default Membership membership() {
    return Membership.ALONE;
  }

  /// The greatest id that is stored, or 0: where {@link Ids} goes on after a restart.
  long highestId();
}

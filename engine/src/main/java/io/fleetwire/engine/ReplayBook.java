package io.fleetwire.engine;

import java.util.List;
import java.util.Optional;

/// The replays inside one transaction. Confined to the call that it was given to.
public interface ReplayBook {

  /// Adds a replay, or puts it into the place of the one with its id.
  void put(Replay replay);

  Optional<Replay> find(ReplayId id);

  /// Up to `limit` replays that run, oldest first.
  List<Replay> running(int limit);
}

package io.fleetwire.store;

import io.fleetwire.engine.Replay;
import io.fleetwire.engine.ReplayBook;
import io.fleetwire.engine.ReplayId;
import java.util.List;
import java.util.Optional;

/// The replays inside one unit of work.
record SqlReplayBook(WriteTx tx) implements ReplayBook {
  @Override
  public void put(Replay replay) {
    ReplayTable.put(tx, replay);
  }

  @Override
  public Optional<Replay> find(ReplayId id) {
    return ReplayTable.find(tx, id);
  }

  @Override
  public List<Replay> running(int limit) {
    return ReplayTable.running(tx, limit);
  }
}

package io.fleetwire.testkit;

import io.fleetwire.engine.Replay;
import io.fleetwire.engine.ReplayBook;
import io.fleetwire.engine.ReplayId;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// The replays inside one unit of work on {@link MemoryTables}. `change` does something and
/// remembers its opposite.
record MemoryReplayBook(MemoryLogTables tables, BiConsumer<Runnable, Runnable> change)
    implements ReplayBook {
  @Override
  public void put(Replay replay) {
    Optional<Replay> before = tables.findReplay(replay.id());
    change.accept(
        () -> tables.put(replay),
        () -> before.ifPresentOrElse(tables::put, () -> tables.dropReplay(replay.id())));
  }

  @Override
  public Optional<Replay> find(ReplayId id) {
    return tables.findReplay(id);
  }

  @Override
  public List<Replay> running(int limit) {
    return tables.replays().stream().filter(Replay::isRunning).limit(limit).toList();
  }
}

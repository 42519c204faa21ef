package io.fleetwire.store;

import io.fleetwire.engine.Must;
import io.fleetwire.engine.StoreUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// The one thread that writes. It takes what has been handed in while the last commit was on its
/// way to the disk, does it in one transaction, and answers all callers with one commit. Where
/// another server has had the turn, what has come meanwhile, and while the first was done, goes
/// along once: it would have to wait for two turns more.
///
/// A unit that throws after it has changed something makes the transaction start again, and then
/// each unit runs inside a savepoint. So the usual case pays nothing for the unusual one, and a
/// commit runs each unit twice at most.
final class Writer implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Writer.class.getName());

  private final Driver driver;
  private final int unitsPerCommitMax;
  private final ReentrantLock commits;
  private final IntConsumer committed;
  private final UnitQueue<WriteTx> queue = new UnitQueue<>();
  private final Changes changes = new Changes();
  private final Thread thread;
  private @Nullable SqlConnection connection;

  /// The mark of the transaction whose commit was not answered, until its fate is known. What would
  /// follow it is in `changes` meanwhile.
  private OptionalLong unanswered = OptionalLong.empty();

  /// Holds `commits` during each transaction, so that a checkpoint can come between two of them,
  /// and tells `committed` of each commit and how many rows it changed.
  Writer(Driver driver, int unitsPerCommitMax, ReentrantLock commits, IntConsumer committed) {
    this.driver = driver;
    this.unitsPerCommitMax = unitsPerCommitMax;
    this.commits = commits;
    this.committed = committed;
    this.thread = Thread.ofPlatform().daemon().name("store-writer").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  <T> T write(Function<WriteTx, T> work) {
    Must.hold(
        !Thread.currentThread().equals(thread), "a unit of work does not wait for another one");
    Unit<WriteTx, T> unit = new Unit<>(work);
    queue.add(unit);
    return unit.await();
  }

  /// Commits what has been handed in, and ends.
  @Override
  public void close() {
    queue.close();
    Threads.join(thread);
  }

  private void run() {
    List<Unit<WriteTx, ?>> batch = new ArrayList<>(unitsPerCommitMax);
    while (queue.take(batch, unitsPerCommitMax)) {
      try {
        commit(batch).forEach(Writer::follow);
      } finally {
        // Whatever happens, nobody is left waiting.
        batch.forEach(Unit::answer);
        batch.clear();
      }
    }
    disconnect();
  }

  /// Returns what is to be done now that the batch is durable: nothing when it is not.
  private List<Runnable> commit(List<Unit<WriteTx, ?>> batch) {
    commits.lock();
    try {
      SqlConnection open = connected();
      boolean hasWaited = begin(open);
      int rows = runPlainly(open, batch, hasWaited);
      if (rows < 0) {
        undo(open);
        begin(open);
        rows = runGuarded(open, batch);
      }
      boolean hasChanged = rows > 0 || changes.isAny();
      commit(open, end(open, hasChanged));
      driver.house().ifPresent(House::committed);
      committed.accept(rows);
      return changes.publish();
    } catch (Throwable e) {
      abandon(batch, e);
      return List.of();
    } finally {
      commits.unlock();
    }
  }

  /// Returns whether somebody else had the turn in between.
  private boolean begin(SqlConnection open) {
    Optional<House> house = driver.house();
    if (house.isEmpty()) {
      open.begin();
    }
    return house.filter(it -> it.begin(open)).isPresent();
  }

  private OptionalLong end(SqlConnection open, boolean hasChanged) {
    return driver
        .house()
        .map(house -> house.end(open, changes, hasChanged))
        .orElse(OptionalLong.empty());
  }

  /// Commits, and asks at once where the answer was lost.
  private void commit(SqlConnection open, OptionalLong mark) {
    try {
      open.commit();
    } catch (StoreUnavailableException e) {
      unanswered = mark;
      disconnect();
      if (mark.isEmpty() || !learnsThatItCommitted()) {
        throw e;
      }
    }
  }

  /// Runs the units one after the other and returns how many rows they changed; or a negative
  /// number as soon as one throws and has left something that must be undone, or when a row was not
  /// as a unit took it to be.
  private int runPlainly(SqlConnection open, List<Unit<WriteTx, ?>> batch, boolean hasWaited) {
    open.presume(true);
    int rows = 0;
    int first = batch.size();
    for (int i = 0; i < batch.size(); i++) {
      Unit<WriteTx, ?> unit = batch.get(i);
      UnitTx tx = new UnitTx(open, changes);
      boolean thrown = unit.run(tx).isPresent();
      tx.end();
      tx.mustBeSound();
      if (thrown && tx.hasChanged()) {
        return -1;
      }
      rows += tx.rows();
      if (hasWaited && i == first - 1) {
        queue.poll(batch, unitsPerCommitMax);
      }
    }
    return isSound(open) ? rows : -1;
  }

  /// Whether all rows were as the units took them to be; when not, it is not known whose they were.
  private static boolean isSound(SqlConnection open) {
    try {
      open.flush();
      return true;
    } catch (AssertionError _) {
      return false;
    }
  }

  private int runGuarded(SqlConnection open, List<Unit<WriteTx, ?>> batch) {
    open.presume(false);
    int rows = 0;
    for (Unit<WriteTx, ?> unit : batch) {
      Changes.Mark mark = changes.mark();
      UnitTx tx = new UnitTx(open, changes);
      open.update("SAVEPOINT unit");
      boolean thrown = unit.run(tx).isPresent();
      tx.end();
      tx.mustBeSound();
      if (thrown) {
        open.update("ROLLBACK TO unit");
        changes.backTo(mark);
      } else {
        rows += tx.rows();
      }
      open.update("RELEASE unit");
    }
    return rows;
  }

  private void undo(SqlConnection open) {
    changes.forget();
    open.rollback();
  }

  /// Nothing of the batch counts, and closing the connection rolls it back. Every caller learns
  /// why, also the one whose own unit threw, because it may have thrown over something that another
  /// one had written.
  ///
  /// Where the fate of the commit can still be learned, what would follow it is kept until then.
  private void abandon(List<Unit<WriteTx, ?>> batch, Throwable cause) {
    batch.forEach(unit -> unit.fail(cause));
    if (unanswered.isEmpty()) {
      changes.doubt();
    }
    // A file that was opened while the disk was read-only stays so: the next batch opens it again.
    disconnect();
  }

  /// An open connection, once it is known what has become of the commit before.
  private SqlConnection connected() {
    if (unanswered.isPresent() && learnsThatItCommitted()) {
      changes.publish().forEach(Writer::follow);
    }
    return connection == null ? connect() : connection;
  }

  private SqlConnection connect() {
    SqlConnection fresh = driver.connect(Role.WRITER);
    connection = fresh;
    return fresh;
  }

  /// Asks what has become of the commit whose answer was lost. Throws when that cannot be told yet.
  private boolean learnsThatItCommitted() {
    House house = driver.house().orElseThrow();
    boolean isDurable = house.isDurable(connect(), unanswered.orElseThrow());
    unanswered = OptionalLong.empty();
    if (!isDurable) {
      changes.forget();
    }
    return isDurable;
  }

  private void disconnect() {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }

  private static void follow(Runnable action) {
    try {
      action.run();
    } catch (Throwable e) {
      LOG.log(System.Logger.Level.ERROR, "What follows a commit must not throw", e);
    }
  }
}

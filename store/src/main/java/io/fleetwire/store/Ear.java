package io.fleetwire.store;

import io.fleetwire.engine.StoreUnavailableException;
import io.fleetwire.store.Hints.Hint;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The thread that hears what other nodes tell, on a connection of its own. What is told while it
/// has no connection is heard later or not at all: whoever needs to know looks every other second
/// anyway.
///
/// It asks for it, more often while there is something to hear. The database could tell by itself
/// (`NOTIFY`), but only by classes of the driver.
final class Ear implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Ear.class.getName());

  /// What another node accepts is called half of that later. Each look costs both sides together a
  /// tenth of a millisecond: a fiftieth of a processor.
  private static final Duration WHILE_BUSY = Duration.ofMillis(5);

  private static final Duration WHILE_QUIET = Duration.ofMillis(25);

  /// A second of busy looks without anything to hear is the end of being busy.
  private static final int BUSY_LOOKS = 200;

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final PostgresServer server;
  private final House house;
  private final Thread thread;
  private @Nullable SqlConnection connection;
  private long heard;
  private int quietLooks;
  private volatile boolean stopping;

  Ear(PostgresServer server, House house) {
    this.server = server;
    this.house = house;
    this.thread = Thread.ofPlatform().daemon().name("store-ear").unstarted(this::run);
  }

  /// From here on it hears.
  void start() throws SQLException {
    SqlConnection first = server.tryConnect(Role.LISTENER);
    connection = first;
    heard = Hints.last(first);
    thread.start();
  }

  @Override
  public void close() {
    stopping = true;
    Threads.join(thread);
  }

  private void run() {
    while (!stopping) {
      try (SqlConnection open = connected()) {
        while (!stopping) {
          listen(open);
          Duration pause = quietLooks < BUSY_LOOKS ? WHILE_BUSY : WHILE_QUIET;
          LockSupport.parkNanos(this, pause.toNanos());
        }
      } catch (SQLException | StoreUnavailableException e) {
        LOG.log(System.Logger.Level.DEBUG, "Other nodes are not heard just now", e);
        LockSupport.parkNanos(this, PAUSE.toNanos());
      } finally {
        connection = null;
      }
    }
  }

  private SqlConnection connected() throws SQLException {
    SqlConnection first = connection;
    return first == null ? server.tryConnect(Role.LISTENER) : first;
  }

  private void listen(SqlConnection open) {
    List<Hint> hints = Hints.hear(open, heard, house.self().number());
    quietLooks = hints.isEmpty() ? Math.min(BUSY_LOOKS, quietLooks + 1) : 0;
    for (Hint hint : hints) {
      heard = hint.number();
      if (hint.isNews()) {
        house.hear(Set.of());
      }
      if (!hint.endpoints().isEmpty()) {
        house.hear(hint.endpoints());
      }
    }
  }
}

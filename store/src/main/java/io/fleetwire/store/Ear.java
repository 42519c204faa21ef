package io.fleetwire.store;

import io.fleetwire.engine.StoreUnavailableException;
import io.fleetwire.store.Hints.Hint;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The thread that hears what other nodes tell, on a connection of its own. What is told while it
/// has no connection is heard later or not at all: whoever needs to know looks every other second
/// anyway.
///
/// It asks for it. The database could tell by itself (`NOTIFY`), but only to a connection that
/// keeps its session, which poolers do not, and by classes of the driver.
final class Ear implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Ear.class.getName());

  /// Twenty small queries a second: what another node accepts is called half of that later.
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final PostgresServer server;
  private final House house;
  private final Thread thread;
  private @Nullable SqlConnection connection;
  private long heard;
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
          LockSupport.parkNanos(this, BETWEEN_LOOKS.toNanos());
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
    for (Hint hint : Hints.hear(open, heard, house.self().number())) {
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

package io.fleetwire.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.engine.StoreUnavailableException;
import io.fleetwire.testkit.CutWire;
import io.fleetwire.testkit.TrialPostgres;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// The database server crashes under a running server of ours, as in a power cut.
@ParameterizedClass(allowZeroInvocations = true)
@MethodSource("servers")
final class PostgresCrashTest {
  private final TrialPostgres server;

  PostgresCrashTest(TrialPostgres server) {
    this.server = server;
  }

  static List<TrialPostgres> servers() {
    return TrialPostgres.open().stream().toList();
  }

  @Test
  void nothingThatWasAcknowledgedIsLostAndEverythingGoesOn() throws Exception {
    DatabaseHome home = DatabaseHome.server(server.database());
    Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
    AtomicLong next = new AtomicLong();
    AtomicBoolean over = new AtomicBoolean();
    try (Database database = Database.open(DatabaseSettings.server(home), List.of(Notes.SCHEMA))) {
      List<Future<?>> writers = new ArrayList<>();
      try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 20; i++) {
          writers.add(
              callers.submit(
                  () -> {
                    while (!over.get()) {
                      write(database, next.incrementAndGet(), acknowledged);
                    }
                  }));
        }
        for (int crash = 1; crash <= 2; crash++) {
          awaitMore(acknowledged, writers);
          server.crash();
          assertThatThrownBy(() -> Notes.ids(database))
              .isInstanceOf(StoreUnavailableException.class);
          server.start();
          awaitMore(acknowledged, writers);
        }
        over.set(true);
        for (Future<?> writer : writers) {
          writer.get();
        }
      }
      assertThat(new HashSet<>(Notes.ids(database))).containsAll(acknowledged);
    }
  }

  /// The server forgets the number of a transaction of which nothing had reached its log, and gives
  /// it again.
  @Test
  void whatSomebodyElseCommitsAfterTheCrashIsNotTakenForOurs() {
    server.run("ALTER SYSTEM SET wal_writer_delay = '10s'");
    server.run("SELECT pg_reload_conf()");
    List<Long> followed = new ArrayList<>();
    try (CutWire wire = CutWire.to(server.port(), "INSERT INTO note");
        Database database = Database.open(through(wire), List.of(Notes.SCHEMA))) {
      Notes.add(database, 1, "a");
      assertThatThrownBy(
              () -> add(database, 2, followed, () -> wire.cutAfterAndRefuse(1, CutWire.Cut.ITSELF)))
          .isInstanceOf(StoreUnavailableException.class);
      server.crash();
      server.start();
      server.run(
          "DO 'BEGIN FOR i IN 1..50 LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP; END'");
      wire.mend();
      add(database, 3, followed, () -> {});

      assertThat(Notes.ids(database)).containsExactly(1L, 3L);
      assertThat(followed).containsExactly(3L);
    }
  }

  private DatabaseSettings through(CutWire wire) {
    String url = server.database();
    return DatabaseSettings.server(
        DatabaseHome.server(url.replace(":" + server.port() + "/", ":" + wire.port() + "/")));
  }

  private static void add(Database database, long id, List<Long> followed, Runnable last) {
    database.<Integer>write(
        tx -> {
          tx.afterCommit(() -> followed.add(id));
          int added = Notes.add(tx, id, "a");
          last.run();
          return added;
        });
  }

  private static void write(Database database, long id, Set<Long> acknowledged) {
    try {
      Notes.add(database, id, "a");
      acknowledged.add(id);
    } catch (StoreUnavailableException _) {
      // Nobody was told that it is durable.
    }
  }

  /// Waits for as long as somebody writes; whoever does not any more says why.
  private static void awaitMore(Set<Long> acknowledged, List<Future<?>> writers) throws Exception {
    int before = acknowledged.size();
    while (acknowledged.size() < before + 200) {
      for (Future<?> writer : writers) {
        if (writer.isDone()) {
          writer.get();
        }
      }
      Thread.onSpinWait();
    }
  }
}

package io.fleetwire.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.engine.StoreUnavailableException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A checkpointer that is stepped by hand, and a connection that writes.
final class CheckpointerTest {
  private static final Checkpointer.Limits LIMITS = new Checkpointer.Limits(100, 1_000);
  private static final String INSERT = "INSERT INTO note (id, text) VALUES (?, ?)";
  private static final String TEXT = "x".repeat(4_000);

  @TempDir private Path folder;
  private SqliteFile file;
  private SqlConnection writer;
  private Readers readers;
  private Checkpointer checkpointer;
  private long lastId;

  @BeforeEach
  void open() {
    DatabaseSettings settings = DatabaseSettings.server(folder);
    Database.open(settings, List.of(Notes.SCHEMA)).close();
    file = new SqliteFile(folder.resolve("fleetwire.db"));
    writer = file.connect(Role.WRITER);
    readers = new Readers(file, 1, Duration.ofSeconds(20));
    checkpointer = new Checkpointer(LIMITS, file, readers, new ReentrantLock());
  }

  @AfterEach
  void close() {
    checkpointer.close();
    readers.close();
    writer.close();
  }

  private void write(int rows) {
    writer.update("BEGIN");
    for (int i = 0; i < rows; i++) {
      writer.update(INSERT, ++lastId, TEXT);
    }
    writer.update("COMMIT");
    checkpointer.committed(rows);
  }

  private long framesInLog() {
    return writer.find("PRAGMA wal_checkpoint(NOOP)", row -> row.longAt(2)).orElseThrow();
  }

  @Test
  void theWriterNeverMovesTheLogItself() {
    write(200);

    assertThat(framesInLog()).isGreaterThan(200);
  }

  @Test
  void aLongLogIsMovedAndThenStartedAnew() {
    write(200);

    checkpointer.step();
    write(1);

    assertThat(framesInLog()).isLessThan(10);
  }

  @Test
  void aReaderWithAnOlderSnapshotIsNotDisturbed() {
    write(1);
    try (SqlConnection reader = file.connect(Role.READER)) {
      reader.update("BEGIN");
      assertThat(count(reader)).isEqualTo(1);
      write(200);
      checkpointer.step();
      write(1);

      assertThat(count(reader)).isEqualTo(1);
      assertThat(framesInLog()).isGreaterThan(200);
      reader.rollback();
    }
    checkpointer.step();
    write(1);
    assertThat(framesInLog()).isLessThan(10);
  }

  @Test
  void aReaderThatTakesTooLongIsEnded() {
    String endless =
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n";

    try (Readers hasty = new Readers(file, 1, Duration.ofSeconds(1))) {
      assertThatThrownBy(() -> hasty.read(tx -> tx.list(endless, row -> row.longAt(1))))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("took too long");

      assertThat(hasty.<Integer>read(tx -> tx.list("SELECT 1", row -> row.intAt(1)).getFirst()))
          .isEqualTo(1);
    }
  }

  // A log that has become too long must be started anew, however busy the readers are.
  @Test
  void aLogThatIsTooLongMakesReadersWait() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      write(1);
      Future<Integer> reading =
          callers.submit(
              () ->
                  readers.<Integer>read(
                      tx -> {
                        int rows = Notes.ids(tx).size();
                        begun.countDown();
                        await(goOn);
                        return rows;
                      }));
      begun.await();
      write(1_500);
      Future<?> round = callers.submit(checkpointer::step);
      goOn.countDown();
      round.get();

      assertThat(reading.get()).isEqualTo(1);
    }
    write(1);
    assertThat(framesInLog()).isLessThan(10);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static long count(SqlConnection connection) {
    return connection.find("SELECT count(*) FROM note", row -> row.longAt(1)).orElseThrow();
  }
}

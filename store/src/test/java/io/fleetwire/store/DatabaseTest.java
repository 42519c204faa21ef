package io.fleetwire.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.engine.StoreUnavailableException;
import io.fleetwire.testkit.TrialDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

@ParameterizedClass
@ArgumentsSource(TrialDatabase.Each.class)
final class DatabaseTest {
  @TempDir private Path folder;
  private final TrialDatabase kind;
  private DatabaseHome home;
  private Database database;

  DatabaseTest(TrialDatabase kind) {
    this.kind = kind;
  }

  @BeforeEach
  void open() {
    home = Homes.of(kind, folder, Notes.SCHEMA);
    database = Database.open(DatabaseSettings.server(home), List.of(Notes.SCHEMA));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void everyKindOfValueComesBackAsItWent() {
    Instant instant = Instant.parse("2026-03-04T12:00:00.123Z");
    byte[] bytes = "bytes".getBytes(StandardCharsets.UTF_8);
    database.<Integer>write(
        tx ->
            tx.update(
                "INSERT INTO every VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                Long.MAX_VALUE,
                7,
                1.5,
                "text \u00e9\u4e2d\ud83d\ude00",
                bytes,
                instant,
                true,
                null));

    database.<Boolean>read(
        tx ->
            tx.find(
                    "SELECT a, b, c, d, e, f, g, h FROM every",
                    row -> {
                      assertThat(row.longAt(1)).isEqualTo(Long.MAX_VALUE);
                      assertThat(row.findLong(1)).contains(Long.MAX_VALUE);
                      assertThat(row.intAt(2)).isEqualTo(7);
                      assertThat(row.doubleAt(3)).isEqualTo(1.5);
                      assertThat(row.text(4)).isEqualTo("text \u00e9\u4e2d\ud83d\ude00");
                      assertThat(row.findText(4)).contains("text \u00e9\u4e2d\ud83d\ude00");
                      assertThat(row.bytes(5)).isEqualTo(bytes);
                      assertThat(row.findBytes(5)).contains(bytes);
                      assertThat(row.instant(6)).isEqualTo(instant);
                      assertThat(row.findInstant(6)).contains(instant);
                      assertThat(row.booleanAt(7)).isTrue();
                      assertThat(row.findText(8)).isEmpty();
                      return true;
                    })
                .orElseThrow());
  }

  @Test
  void aMissingValueIsFoundAbsentOrIsABug() {
    Notes.add(database, 1, null);
    String select = "SELECT text FROM note";

    assertThat(list(select, row -> row.findText(1))).containsExactly(Optional.empty());
    assertThat(list(select, row -> row.findLong(1))).containsExactly(Optional.empty());
    assertThat(list(select, row -> row.findInstant(1))).containsExactly(Optional.empty());
    assertThat(list(select, row -> row.findBytes(1))).containsExactly(Optional.empty());
    List<RowMapper<Object>> bugs =
        List.of(
            row -> row.text(1), row -> row.longAt(1), row -> row.doubleAt(1), row -> row.bytes(1));
    for (RowMapper<Object> bug : bugs) {
      assertThatThrownBy(() -> list(select, bug)).isInstanceOf(AssertionError.class);
    }
  }

  @Test
  void findTakesOneRowAtMost() {
    Notes.add(database, 1, "a");

    assertThat(find(2)).isEmpty();
    assertThat(find(1)).contains(1L);
    Notes.add(database, 2, "b");
    assertThatThrownBy(() -> find(1)).isInstanceOf(AssertionError.class);
  }

  @Test
  void eachQuestionMarkHasItsParameter() {
    String insert = "INSERT INTO note (id, text) VALUES (?, ?)";
    database.<Integer>write(tx -> tx.update(insert, 1, "a"));

    assertThatThrownBy(() -> database.<Integer>write(tx -> tx.update(insert, 2)))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> database.<Integer>write(tx -> tx.update(insert, 2, "b", "c")))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> database.<Integer>write(tx -> tx.update(insert, 2, List.of())))
        .isInstanceOf(AssertionError.class);

    assertThat(Notes.ids(database)).containsExactly(1L);
  }

  @Test
  void aViolatedConstraintIsABugOfItsUnitAlone() {
    Notes.add(database, 1, "a");

    assertThatThrownBy(() -> Notes.add(database, 1, "again")).isInstanceOf(AssertionError.class);

    int ignored =
        database.write(
            tx -> tx.update("INSERT INTO note (id) VALUES (?) ON CONFLICT DO NOTHING", 1));
    assertThat(ignored).isZero();
    Notes.add(database, 2, "b");
    assertThat(Notes.ids(database)).containsExactly(1L, 2L);
  }

  @Test
  void aRowThatIsAddedIsThereForWhoeverLooks() {
    String insert = "INSERT INTO note (id, text) VALUES (?, ?)";

    List<Long> seen =
        database.write(
            tx -> {
              tx.change(insert, 1, "a");
              tx.change(insert, 2, "b");
              return Notes.ids(tx);
            });

    assertThat(seen).containsExactly(1L, 2L);
    assertThat(Notes.ids(database)).containsExactly(1L, 2L);
  }

  @Test
  void aRowThatIsNotThereToDeleteIsToldInTheEnd() {
    String delete = "DELETE FROM note WHERE id = ?";
    Notes.add(database, 1, "a");

    List<Boolean> told =
        database.write(
            tx -> {
              boolean other = Notes.add(tx, 3, "c") == 1;
              boolean there = tx.change(delete, 1L);
              boolean again = tx.change(delete, 1L);
              return List.of(other, there, again, tx.change(delete, 2L));
            });

    assertThat(told).containsExactly(true, true, false, false);
    assertThat(Notes.ids(database)).containsExactly(3L);
  }

  @Test
  void whatIsDoneToOneRowIsDoneInItsOrder() {
    String insert = "INSERT INTO note (id, text) VALUES (?, ?)";
    String delete = "DELETE FROM note WHERE id = ?";

    database.<Boolean>write(
        tx -> {
          for (int turn = 0; turn < 3; turn++) {
            assertThat(tx.change(insert, 1L, "turn " + turn)).isTrue();
            assertThat(tx.change(insert, 10L + turn, "other")).isTrue();
            assertThat(turn == 2 || tx.change(delete, 1L)).isTrue();
          }
          return true;
        });

    assertThat(list("SELECT text FROM note WHERE id = 1", row -> row.text(1)))
        .containsExactly("turn 2");
    assertThat(Notes.ids(database)).containsExactly(1L, 10L, 11L, 12L);
  }

  @Test
  void aRowThatCannotBeAddedIsABugOfItsUnitAlone() throws Exception {
    String insert = "INSERT INTO note (id, text) VALUES (?, ?)";
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      // They come together while the writer is busy.
      Future<Integer> first =
          callers.submit(
              () ->
                  database.write(
                      tx -> {
                        running.countDown();
                        await(goOn);
                        return Notes.add(tx, 1, "a");
                      }));
      running.await();
      List<Future<Boolean>> answers = new ArrayList<>();
      for (long id : List.of(1L, 2L, 3L, 1L, 4L)) {
        answers.add(
            callers.submit(
                () ->
                    database.write(
                        tx -> {
                          tx.change(insert, id, "b");
                          return true;
                        })));
      }
      goOn.countDown();

      assertThat(first.get()).isEqualTo(1);
      for (int i : List.of(0, 3)) {
        assertThatThrownBy(() -> answers.get(i).get()).hasCauseInstanceOf(AssertionError.class);
      }
      for (int i : List.of(1, 2, 4)) {
        assertThat(answers.get(i).get()).isTrue();
      }
    }
    assertThat(Notes.ids(database)).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void aMapperOnlyReadsItsRow() {
    Notes.add(database, 1, "a");

    assertThatThrownBy(() -> database.write(tx -> tx.list("SELECT 1", _ -> Notes.ids(tx).size())))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> database.write(tx -> tx.list("SELECT 1", _ -> Notes.add(tx, 2, "b"))))
        .isInstanceOf(AssertionError.class);

    assertThat(Notes.ids(database)).containsExactly(1L);
  }

  @Test
  void aReadSeesOneMomentHoweverLongItTakes() throws Exception {
    Notes.add(database, 1, "a");
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch changed = new CountDownLatch(1);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<List<Long>> ids =
          callers.submit(
              () ->
                  database.read(
                      tx -> {
                        List<Long> before = Notes.ids(tx);
                        begun.countDown();
                        await(changed);
                        List<Long> both = new ArrayList<>(before);
                        both.addAll(Notes.ids(tx));
                        return both;
                      }));
      begun.await();
      Notes.add(database, 2, "b");
      changed.countDown();

      assertThat(ids.get()).containsExactly(1L, 1L);
    }
    assertThat(Notes.ids(database)).containsExactly(1L, 2L);
  }

  @Test
  void oneThreadIsEnoughForReadsOneAfterTheOther() {
    Set<String> threads = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      threads.add(database.read(_ -> Thread.currentThread().getName()));
    }
    assertThat(threads).hasSize(1);
  }

  @Test
  void aReadChangesNothing() {
    assertThatThrownBy(
            () ->
                database.read(
                    tx -> tx.list("INSERT INTO note (id) VALUES (1) RETURNING id", _ -> 1)))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("read-only");

    assertThat(Notes.ids(database)).isEmpty();
  }

  @Test
  void aSnapshotIsNotUsedOutsideItsCall() {
    ReadTx kept = database.read(tx -> tx);

    assertThatThrownBy(() -> Notes.ids(kept)).isInstanceOf(AssertionError.class);
  }

  @Test
  void workDoesNotWaitForOtherWork() {
    assertThatThrownBy(() -> database.read(_ -> Notes.ids(database)))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> database.write(_ -> database.<Integer>write(_ -> 1)))
        .isInstanceOf(AssertionError.class);
    assertThat(Notes.ids(database)).isEmpty();
  }

  @Test
  void whatThrowsAfterACommitHarmsNobody() {
    // It is logged as the bug that it is; here it would only alarm the reader of the build.
    Logger.getLogger(Writer.class.getName()).setLevel(Level.OFF);
    database.<Boolean>write(
        tx -> {
          tx.afterCommit(
              () -> {
                throw new IllegalStateException("it must not, but it does");
              });
          return Notes.add(tx, 1, "a") == 1;
        });

    Notes.add(database, 2, "b");
    assertThat(Notes.ids(database)).containsExactly(1L, 2L);
  }

  @Test
  void whatIsHandedInBeforeTheEndIsDone() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> slow =
          callers.submit(
              () ->
                  database.write(
                      tx -> {
                        running.countDown();
                        await(goOn);
                        return Notes.add(tx, 1, "a");
                      }));
      running.await();
      Future<?> closing = callers.submit(database::close);
      goOn.countDown();
      closing.get();

      assertThat(slow.get()).isEqualTo(1);
    }
    assertThatThrownBy(() -> Notes.add(database, 2, "b"))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> Notes.ids(database)).isInstanceOf(StoreUnavailableException.class);
    database = Database.open(DatabaseSettings.server(home), List.of(Notes.SCHEMA));
    assertThat(Notes.ids(database)).containsExactly(1L);
  }

  private <T> List<T> list(String select, RowMapper<T> mapper) {
    return database.read(tx -> tx.list(select, mapper));
  }

  private Optional<Long> find(long from) {
    return database.read(
        tx -> tx.find("SELECT id FROM note WHERE id >= ?", row -> row.longAt(1), from));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}

package io.fleetwire.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.engine.StoreUnavailableException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The disk fails under a running database. The faults are SQLite's own: a connection can be told
/// that its file may not grow, or not change, and then fails as it does on a full or a read-only
/// disk.
final class DatabaseFaultTest {
  private static final String LARGE = "x".repeat(50_000);

  @TempDir private Path folder;
  private Database database;

  @BeforeEach
  void open() {
    database = Database.open(DatabaseSettings.server(folder), List.of(Notes.SCHEMA));
    Notes.add(database, 1, "before");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aFullDiskRefusesAndSaysWhatToDo() {
    pragma("max_page_count=1");

    assertThatThrownBy(() -> Notes.add(database, 2, LARGE))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("make room");

    assertThat(Notes.ids(database)).containsExactly(1L);
  }

  @Test
  void theWriterGoesOnWhenThereIsRoomAgain() {
    pragma("max_page_count=1");
    assertThatThrownBy(() -> Notes.add(database, 2, LARGE))
        .isInstanceOf(StoreUnavailableException.class);

    Notes.add(database, 3, LARGE);

    assertThat(Notes.ids(database)).containsExactly(1L, 3L);
  }

  @Test
  void aUnitThatSwallowsTheFaultIsNotCommitted() {
    pragma("max_page_count=1");

    assertThatThrownBy(
            () ->
                database.<Boolean>write(
                    tx -> {
                      Notes.add(tx, 2, "small");
                      try {
                        Notes.add(tx, 3, LARGE);
                      } catch (StoreUnavailableException _) {
                        return true;
                      }
                      return false;
                    }))
        .isInstanceOf(StoreUnavailableException.class);

    assertThat(Notes.ids(database)).containsExactly(1L);
  }

  // Whoever shares a transaction with a fault is told; whoever was told that it is durable, is
  // right.
  @Test
  void nobodyIsToldThatALostUnitIsDurable() throws Exception {
    pragma("max_page_count=100");
    List<Long> acknowledged = new ArrayList<>(List.of(1L));
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> answers = new ArrayList<>();
      for (int i = 2; i < 200; i++) {
        long id = i;
        String text = i % 10 == 0 ? LARGE : "small";
        answers.add(callers.submit(() -> database.<Integer>write(tx -> Notes.add(tx, id, text))));
      }
      for (int i = 2; i < 200; i++) {
        Future<Integer> answer = answers.get(i - 2);
        while (!answer.isDone()) {
          Thread.onSpinWait();
        }
        if (answer.state() == Future.State.SUCCESS) {
          acknowledged.add((long) i);
        } else {
          assertThat(answer.exceptionNow()).isInstanceOf(StoreUnavailableException.class);
        }
      }
    }
    database.close();
    open(List.of(Notes.SCHEMA));

    assertThat(Notes.ids(database)).containsExactlyElementsOf(acknowledged);
  }

  @Test
  void nothingFollowsACommitThatFailed() {
    pragma("max_page_count=1");
    List<String> followed = new ArrayList<>();
    CommittedValue<String> value = new CommittedValue<>("before");

    assertThatThrownBy(
            () ->
                database.<Integer>write(
                    tx -> {
                      tx.set(value, "after");
                      tx.afterCommit(() -> followed.add("followed"));
                      return Notes.add(tx, 2, LARGE);
                    }))
        .isInstanceOf(StoreUnavailableException.class);

    assertThat(followed).isEmpty();
    assertThat(value.get()).isEqualTo("before");
    assertThat(database.<String>write(tx -> tx.get(value))).isEqualTo("before");
  }

  @Test
  void whatMayOrMayNotCountIsUnknownUntilItIsReadAgain() {
    CommittedValue<String> value = CommittedValue.doubtable("unknown");
    set(value, "known", "small");
    assertThat(value.get()).isEqualTo("known");
    pragma("max_page_count=1");

    assertThatThrownBy(() -> set(value, "afterwards", LARGE))
        .isInstanceOf(StoreUnavailableException.class);

    assertThat(value.get()).isEqualTo("unknown");
  }

  private void set(CommittedValue<String> value, String next, String text) {
    database.<Integer>write(
        tx -> {
          tx.set(value, next);
          return Notes.add(tx, next.length(), text);
        });
  }

  @Test
  void aReadOnlyDiskRefusesAndSaysWhatToDo() {
    // This one does not answer with a row, and a statement that does not is an update.
    database.<Integer>write(tx -> tx.update("PRAGMA query_only=1"));

    assertThatThrownBy(() -> Notes.add(database, 2, "a"))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("read-only");

    Notes.add(database, 3, "a");
    assertThat(Notes.ids(database)).containsExactly(1L, 3L);
  }

  private void open(List<Schema> schemas) {
    database = Database.open(DatabaseSettings.server(folder), schemas);
  }

  /// Sets up the writer's connection.
  private void pragma(String setting) {
    database.<Integer>write(tx -> tx.list("PRAGMA " + setting, row -> row.longAt(1)).size());
  }
}

package io.fleetwire.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.testkit.TrialDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

final class WriterTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ArgumentsSource(TrialDatabase.Each.class)
  void whatComesWhileATransactionRunsIsCommittedWithIt(TrialDatabase kind)
      throws InterruptedException {
    DatabaseSettings settings = DatabaseSettings.server(Homes.of(kind, folder, Notes.SCHEMA));
    try (Database database = Database.open(settings, List.of(Notes.SCHEMA))) {
      AtomicBoolean isCommitted = new AtomicBoolean();
      AtomicBoolean wasCommitted = new AtomicBoolean();
      Thread second =
          new Thread(
              () ->
                  database.<Integer>write(
                      tx -> {
                        wasCommitted.set(isCommitted.get());
                        return Notes.add(tx, 2, "b");
                      }));
      database.<Integer>write(
          tx -> {
            second.start();
            while (second.getState() != Thread.State.WAITING) {
              Thread.onSpinWait();
            }
            tx.afterCommit(() -> isCommitted.set(true));
            return Notes.add(tx, 1, "a");
          });
      second.join();

      assertThat(wasCommitted).isFalse();
      assertThat(Notes.ids(database)).containsExactly(1L, 2L);
    }
  }
}

package io.fleetwire.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.testkit.TrialPostgres;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class WriterTest {
  static List<TrialPostgres> servers() {
    return TrialPostgres.shared().stream().toList();
  }

  @ParameterizedTest(allowZeroInvocations = true, autoCloseArguments = false)
  @MethodSource("servers")
  void whatComesWhileAnotherServerHasTheTurnIsCommittedTogether(TrialPostgres server)
      throws InterruptedException {
    DatabaseSettings settings = DatabaseSettings.server(DatabaseHome.server(server.database()));
    try (Database other = Database.open(settings, List.of(Notes.SCHEMA));
        Database database = Database.open(settings, List.of(Notes.SCHEMA))) {
      AtomicBoolean isCommitted = new AtomicBoolean();
      AtomicBoolean wasCommitted = new AtomicBoolean();
      Thread second =
          new Thread(
              () ->
                  database.<Integer>write(
                      tx -> {
                        wasCommitted.set(isCommitted.get());
                        return Notes.add(tx, 3, "c");
                      }));
      Notes.add(other, 1, "a");
      database.<Integer>write(
          tx -> {
            second.start();
            while (second.getState() != Thread.State.WAITING) {
              Thread.onSpinWait();
            }
            tx.afterCommit(() -> isCommitted.set(true));
            return Notes.add(tx, 2, "b");
          });
      second.join();

      assertThat(wasCommitted).isFalse();
      assertThat(Notes.ids(other)).containsExactly(1L, 2L, 3L);
    }
  }
}

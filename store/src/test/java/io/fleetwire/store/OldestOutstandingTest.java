package io.fleetwire.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.testkit.TrialDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

/// The figure to be woken for: how long somebody has been waiting to be told.
@ParameterizedClass
@ArgumentsSource(TrialDatabase.Each.class)
final class OldestOutstandingTest {
  @TempDir private Path folder;
  private final TrialDatabase kind;
  private DatabaseHome home;
  private Database database;
  private SqlEngineStore store;

  OldestOutstandingTest(TrialDatabase kind) {
    this.kind = kind;
  }

  @BeforeEach
  void open() {
    home = Homes.of(kind, folder, SqlEngineStore.SCHEMA);
    database = Database.open(DatabaseSettings.server(home), List.of(SqlEngineStore.SCHEMA));
    store = new SqlEngineStore(database);
    for (int event = 1; event <= 4; event++) {
      update(
          """
          INSERT INTO event (event_id, organization_id, event_type, subject, trace, occurred_at,
                             accepted_at, content_type, payload)
          VALUES (?, 1, 'T', 's', 't', 0, ?, 'text/plain', ?)
          """,
          event,
          1_000 * event,
          new byte[0]);
    }
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void isTheOldestWhereverItWaits() {
    assertThat(store.findOldestOutstanding()).isEmpty();

    update("INSERT INTO held_delivery VALUES (14, 1, 3, 4, 0, 0)");
    assertThat(store.findOldestOutstanding()).isEqualTo(accepted(4));

    update("INSERT INTO following_delivery VALUES (13, 1, 2, 's', 3, 0)");
    assertThat(store.findOldestOutstanding()).isEqualTo(accepted(3));

    update("INSERT INTO waiting_delivery VALUES (12, 1, 1, 2, 0, 3, 9999)");
    assertThat(store.findOldestOutstanding()).isEqualTo(accepted(2));
  }

  private static Optional<Instant> accepted(int event) {
    return Optional.of(Instant.ofEpochMilli(1_000L * event));
  }

  private void update(String sql, Object... parameters) {
    database.write(tx -> tx.update(sql, parameters));
  }
}

package io.fleetwire.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The figure to be woken for: how long somebody has been waiting to be told.
final class OldestOutstandingTest {
  @TempDir private Path folder;
  private Database database;
  private SqlEngineStore store;

  @BeforeEach
  void open() {
    database = Database.open(DatabaseSettings.server(folder), List.of(SqlEngineStore.SCHEMA));
    store = new SqlEngineStore(database);
    for (int event = 1; event <= 4; event++) {
      update(
          """
          INSERT INTO event (event_id, organization_id, event_type, subject, trace, occurred_at,
                             accepted_at, content_type, payload)
          VALUES (?, 1, 'T', 's', 't', 0, ?, 'text/plain', x'')
          """,
          event,
          1_000 * event);
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

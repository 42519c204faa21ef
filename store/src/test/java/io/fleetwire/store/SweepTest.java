package io.fleetwire.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.EndpointId;
import io.fleetwire.testkit.TrialDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

@ParameterizedClass
@ArgumentsSource(TrialDatabase.Each.class)
final class SweepTest {
  private static final EndpointId REMOVED = new EndpointId(1);
  private static final EndpointId OTHER = new EndpointId(2);

  @TempDir private Path folder;
  private final TrialDatabase kind;
  private DatabaseHome home;
  private Database database;
  private Sweep sweep;

  SweepTest(TrialDatabase kind) {
    this.kind = kind;
  }

  @BeforeEach
  void open() {
    home = Homes.of(kind, folder, SqlEngineStore.SCHEMA);
    database = Database.open(DatabaseSettings.server(home), List.of(SqlEngineStore.SCHEMA));
    sweep = new Sweep(database);
    fill();
  }

  @AfterEach
  void close() {
    database.close();
  }

  // Twelve hundred deliveries wait for the first endpoint, and ten for the second.
  private void fill() {
    database.<Boolean>write(
        tx -> {
          tx.update(
              """
              WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1210)
              INSERT INTO waiting_delivery
                (delivery_id, endpoint_id, sequence, event_id, ordering, attempts_made, due_at)
              SELECT i, CASE WHEN i <= 1200 THEN 1 ELSE 2 END, i, i, 0, 0, i FROM n
              """);
          tx.update("INSERT INTO removed_endpoint VALUES (1, 7, 0)");
          return true;
        });
  }

  @Test
  void aStepTakesABoundedPart() {
    assertThat(sweep.step()).isTrue();

    assertThat(waitingFor(REMOVED)).isEqualTo(700);
  }

  @Test
  void stepsTakeEverythingOfWhatWasRemovedAndNothingElse() {
    int steps = 1;
    while (sweep.step()) {
      steps++;
    }

    assertThat(steps).isEqualTo(4);
    assertThat(waitingFor(REMOVED)).isZero();
    assertThat(waitingFor(OTHER)).isEqualTo(10);
    assertThat(sweep.step()).isFalse();
  }

  @Test
  void aStartGoesOnWhereTheLastRunEnded() {
    sweep.step();
    database.close();
    database = Database.open(DatabaseSettings.server(home), List.of(SqlEngineStore.SCHEMA));

    new SqlEngineStore(database);

    while (waitingFor(REMOVED) > 0) {
      Thread.onSpinWait();
    }
    assertThat(waitingFor(OTHER)).isEqualTo(10);
  }

  private long waitingFor(EndpointId endpoint) {
    return database.read(
        tx ->
            tx.find(
                    "SELECT count(*) FROM waiting_delivery WHERE endpoint_id = ?",
                    row -> row.longAt(1),
                    endpoint.value())
                .orElseThrow());
  }
}

package io.fleetwire.knox;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.store.Database;
import io.fleetwire.store.DatabaseHome;
import io.fleetwire.store.DatabaseSettings;
import io.fleetwire.store.SqlEngineStore;
import io.fleetwire.testkit.SettableClock;
import io.fleetwire.testkit.TrialPostgres;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Certificates where servers share a database.
final class CertificateNodesTest {
  private final KnoxWorld world =
      new KnoxWorld(SettableClock.atNoon(), new SecureRandom(), new SecureRandom());

  static List<TrialPostgres> servers() {
    return TrialPostgres.shared().stream().toList();
  }

  @ParameterizedTest(allowZeroInvocations = true, autoCloseArguments = false)
  @MethodSource("servers")
  void whatOneServerRenewsTheOthersServeFromTheirNextTransactionOn(TrialPostgres trial) {
    DatabaseSettings settings = DatabaseSettings.server(DatabaseHome.server(trial.database()));
    try (Database one = open(settings);
        Database other = open(settings)) {
      CertificateRotation mine = rotation(one);
      CertificateRotation theirs = rotation(other);
      assertThat(theirs.pems()).isEqualTo(mine.pems());

      mine.renew();
      mine.rekey();
      assertThat(other.<Integer>write(_ -> 1)).isEqualTo(1);

      assertThat(theirs.pems()).hasSize(2).isEqualTo(mine.pems());
      assertThat(theirs.current().keyId()).isEqualTo(mine.current().keyId());
    }
  }

  private CertificateRotation rotation(Database database) {
    return CertificateRotation.open(database, CertificateSettings.STANDARD, world);
  }

  private static Database open(DatabaseSettings settings) {
    return Database.open(settings, List.of(SqlEngineStore.SCHEMA, Knox.SCHEMA));
  }
}

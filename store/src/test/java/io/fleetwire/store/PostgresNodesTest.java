package io.fleetwire.store;

import io.fleetwire.engine.EngineStore;
import io.fleetwire.engine.Node;
import io.fleetwire.testkit.EngineNodesContract;
import io.fleetwire.testkit.NodesHarness;
import io.fleetwire.testkit.TrialPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// Several processes' worth of stores over one database.
@ParameterizedClass(allowZeroInvocations = true, autoCloseArguments = false)
@MethodSource("servers")
final class PostgresNodesTest extends EngineNodesContract {
  private final TrialPostgres server;

  PostgresNodesTest(TrialPostgres server) {
    this.server = server;
  }

  static List<TrialPostgres> servers() {
    return TrialPostgres.shared().stream().toList();
  }

  @Override
  protected NodesHarness open(Path folder) {
    String url =
        server.database(
            "nodes",
            template ->
                Database.open(
                        DatabaseSettings.tool(DatabaseHome.server(template)),
                        List.of(SqlEngineStore.SCHEMA))
                    .close());
    return new Harness(url);
  }

  private static final class Harness implements NodesHarness {
    private final DatabaseHome home;
    private final List<Database> databases = new ArrayList<>();
    private final List<SqlEngineStore> stores = new ArrayList<>();

    Harness(String url) {
      this.home = DatabaseHome.server(url);
    }

    @Override
    public EngineStore join() {
      Database node = Database.open(DatabaseSettings.server(home), List.of(SqlEngineStore.SCHEMA));
      SqlEngineStore store = new SqlEngineStore(node);
      databases.add(node);
      stores.add(store);
      return store;
    }

    @Override
    public List<Node> nodes() {
      return stores.getFirst().nodes();
    }

    @Override
    public void pass(Duration time) {
      try (Database tool =
          Database.open(DatabaseSettings.tool(home), List.of(SqlEngineStore.SCHEMA))) {
        tool.<Integer>write(
            tx -> tx.update("UPDATE node SET leased_until = leased_until - ?", time.toMillis()));
      }
    }

    @Override
    public void close() {
      databases.forEach(Database::close);
    }
  }
}

package io.fleetwire.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.engine.StoreUnavailableException;
import io.fleetwire.testkit.TrialPostgres;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// What an operator may come upon with a PostgreSQL server.
@ParameterizedClass(allowZeroInvocations = true, autoCloseArguments = false)
@MethodSource("servers")
final class PostgresServerTest {
  private final TrialPostgres server;

  PostgresServerTest(TrialPostgres server) {
    this.server = server;
  }

  static List<TrialPostgres> servers() {
    return TrialPostgres.shared().stream().toList();
  }

  private static Database open(String url, Schema... schemas) {
    return Database.open(DatabaseSettings.server(DatabaseHome.server(url)), List.of(schemas));
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(String url) {
    return assertThatThrownBy(() -> open(url, Notes.SCHEMA).close())
        .isInstanceOf(DatabaseRefusedException.class);
  }

  @Test
  void nobodyThereIsRefused() {
    assertRefused("postgresql://u:hidden@127.0.0.1:1/d")
        .hasMessageContaining("postgresql://u@127.0.0.1:1/d")
        .hasMessageContaining("cannot be reached")
        .hasMessageNotContaining("hidden");
  }

  @Test
  void aDatabaseThatIsNotThereIsRefused() {
    assertRefused(server.url("nowhere")).hasMessageContaining("create it, with the encoding UTF8");
  }

  @Test
  void aWrongPasswordIsRefused() {
    String url = server.database();
    server.run("CREATE ROLE locked LOGIN PASSWORD 'right'");

    assertRefused(url.replace("postgres@", "locked:wrong@"))
        .hasMessageContaining("password is wrong")
        .hasMessageNotContaining("wrong@");
    assertRefused(url.replace("postgres@", "locked@")).hasMessageContaining("wants a password");
  }

  @Test
  void anotherEncodingIsRefused() {
    server.run("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'");

    assertRefused(server.url("latin")).hasMessageContaining("ENCODING 'UTF8'");
  }

  @Test
  void aSchemaThatIsNotThereIsRefused() {
    assertRefused(server.database() + "?currentSchema=nowhere")
        .hasMessageContaining("the schema is missing");
  }

  @Test
  void theDatabaseOfAnotherProgramIsRefused() {
    String url = server.database();
    open(url, new Schema("theirs", List.of())).close();
    try (Database database = open(url)) {
      database.<Integer>write(tx -> tx.update("DROP TABLE schema_script"));
    }

    assertRefused(url).hasMessageContaining("another program");
  }

  @Test
  void aServerBesideOthersMustBeOfTheirVersion() {
    String url = server.database();
    Schema newer = new Schema("new", List.of(new Schema.Script("001.sql", "CREATE TABLE n();")));
    try (Database first = open(url, Notes.SCHEMA);
        Database second = open(url, Notes.SCHEMA)) {
      Notes.add(first, 1, "a");
      Notes.add(second, 2, "b");

      assertThatThrownBy(() -> open(url, Notes.SCHEMA, newer))
          .isInstanceOf(DatabaseRefusedException.class)
          .hasMessageContaining("stop all its servers");
      Notes.add(first, 3, "a");
      assertThat(Notes.ids(second)).containsExactly(1L, 2L, 3L);
    }
    open(url, Notes.SCHEMA, newer).close();
  }

  @Test
  void aServerWhosePlaceIsTakenWritesNoMore() {
    String url = server.database();
    try (Database first = open(url, Notes.SCHEMA)) {
      Notes.add(first, 1, "a");
      DatabaseSettings settings = DatabaseSettings.tool(DatabaseHome.server(url));
      try (Database tool = Database.open(settings, List.of(Notes.SCHEMA))) {
        tool.<Integer>write(tx -> tx.update("DELETE FROM node"));
      }

      assertThatThrownBy(() -> Notes.add(first, 2, "b"))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("start it again");
      assertThat(Notes.ids(first)).containsExactly(1L);
    }
  }

  @Test
  void whoStopsInTheMiddleOfATransactionIsEnded() throws InterruptedException {
    String url = server.database();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    try (Database first = open(url, Notes.SCHEMA);
        Database second = open(url, Notes.SCHEMA)) {
      Thread stuck =
          Thread.ofVirtual()
              .start(
                  () ->
                      assertThatThrownBy(
                              () ->
                                  first.<Boolean>write(
                                      tx -> {
                                        begun.countDown();
                                        return await(over);
                                      }))
                          .isInstanceOf(StoreUnavailableException.class));
      begun.await();

      assertThat(tryAdd(second)).as("whoever waits for the turn is not refused").isTrue();
      over.countDown();
      stuck.join();
      Notes.add(first, 3, "c");
      assertThat(Notes.ids(first)).containsExactly(2L, 3L);
    }
  }

  // Its connection is not idle then: the server waits for the rest of what it has begun to say.
  @Test
  void whoStopsInTheMiddleOfAMessageIsEnded() throws IOException {
    String url = server.database();
    try (Database database = open(url, Notes.SCHEMA);
        HalfSaid stopped = HalfSaid.to(url)) {
      stopped.begin(PostgresDialect.TAKE_TURN);

      assertThat(tryAdd(database)).as("while somebody else has the turn").isFalse();
      assertThat(tryAdd(database)).isTrue();
      assertThat(stopped.hasEnded()).isTrue();
    }
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      return false;
    }
  }

  private static boolean tryAdd(Database database) {
    try {
      Notes.add(database, 2, "b");
      return true;
    } catch (StoreUnavailableException _) {
      return false;
    }
  }

  @Test
  void aToolWorksBesideAServer() {
    String url = server.database();
    DatabaseSettings settings = DatabaseSettings.tool(DatabaseHome.server(url));
    Schema other = new Schema("other", List.of(new Schema.Script("001.sql", "CREATE TABLE o();")));
    try (Database first = open(url, Notes.SCHEMA)) {
      Notes.add(first, 1, "server");
      try (Database tool = Database.open(settings, List.of(Notes.SCHEMA))) {
        Notes.add(tool, 2, "tool");
        Notes.add(first, 3, "server");
        assertThat(Notes.ids(tool)).containsExactly(1L, 2L, 3L);
      }
      assertThatThrownBy(() -> Database.open(settings, List.of(Notes.SCHEMA, other)))
          .isInstanceOf(DatabaseRefusedException.class)
          .hasMessageContaining("a server is using it");
      Notes.add(first, 4, "server");
      assertThat(Notes.ids(first)).containsExactly(1L, 2L, 3L, 4L);
    }
  }

  @Test
  void theWriterGoesOnWithANewConnection() {
    String url = server.database();
    try (Database database = open(url, Notes.SCHEMA)) {
      Notes.add(database, 1, "a");
      endConnections(url);

      assertThatThrownBy(() -> Notes.add(database, 2, "b"))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("by itself");

      Notes.add(database, 3, "c");
      assertThat(Notes.ids(database)).containsExactly(1L, 3L);
    }
  }

  private void endConnections(String url) {
    server.run(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '"
            + url.substring(url.lastIndexOf('/') + 1)
            + "'");
  }
}

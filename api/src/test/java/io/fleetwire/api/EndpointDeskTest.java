package io.fleetwire.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.callback.CallbackWorld;
import io.fleetwire.callback.Callbacks;
import io.fleetwire.callback.SigningKey;
import io.fleetwire.engine.Engine;
import io.fleetwire.engine.EnginePorts;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Sender;
import io.fleetwire.engine.Sent;
import io.fleetwire.engine.Timeline;
import io.fleetwire.engine.World;
import io.fleetwire.store.Database;
import io.fleetwire.store.DatabaseHome;
import io.fleetwire.store.DatabaseSettings;
import io.fleetwire.store.SqlEngineStore;
import io.fleetwire.testkit.EngineByHand;
import io.fleetwire.testkit.SettableClock;
import io.fleetwire.testkit.SilentObserver;
import io.fleetwire.testkit.TrialDatabase;
import io.fleetwire.web.Json;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/// What happens when somebody else was quicker.
final class EndpointDeskTest {
  private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
  private static final OrganizationId ACME = new OrganizationId(7);
  private static final Sender NOWHERE =
      (_, _, _) -> new Sent(new Outcome.Blocked("nobody is called here"), Timeline.NONE);

  @TempDir private Path folder;
  private Database database;
  private EndpointDesk desk;

  @BeforeEach
  void open() {
    database =
        Database.open(
            DatabaseSettings.server(
                TrialDatabase.chosen().in(folder, DatabaseHome.Folder::new, DatabaseHome::server)),
            List.of(SqlEngineStore.SCHEMA, Callbacks.SCHEMA, Api.SCHEMA));
    SettableClock clock = new SettableClock(NOON);
    SecureRandom random = new SecureRandom();
    Callbacks callbacks =
        Callbacks.open(database, NOWHERE, "fleet.example", new CallbackWorld(clock, random));
    SqlEngineStore store = new SqlEngineStore(database);
    EnginePorts ports =
        new EnginePorts(
            store, NOWHERE, List.of(Api.format(callbacks)), Api.facets(), new SilentObserver());
    Engine engine = new EngineByHand(ports, new World(clock, random)).engine();
    desk =
        new EndpointDesk(
            database,
            new ApiPorts(
                store,
                engine.intake(),
                engine.endpointSwitch(),
                new ApiPorts.Again(engine.redelivery(), engine.replays()),
                callbacks,
                ForeignCatalogue.NONE));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aKeyIsNotExchangedWhereSomebodyStoppedSigning() {
    EndpointDesk.View seen = created();
    saved(desk.replace(seen, wanted("none"), NOON));
    assertThat(desk.rotate(seen, Duration.ZERO, NOON)).contains(new EndpointDesk.Outdated());
    assertThat(desk.find(ACME, seen.note().id()).orElseThrow().keys()).isEmpty();
  }

  @Test
  void aKeyIsNotExchangedForOneOfAnotherKind() {
    EndpointDesk.View seen = created();
    saved(desk.replace(seen, wanted("ed25519"), NOON));
    assertThat(desk.rotate(seen, Duration.ZERO, NOON)).contains(new EndpointDesk.Outdated());
    assertThat(desk.find(ACME, seen.note().id()).orElseThrow().keys())
        .hasValueSatisfying(
            keys -> assertThat(keys.current().scheme()).isEqualTo(SigningKey.Scheme.ED25519));
  }

  @Test
  void aKeyIsExchangedWhateverElseWasChanged() {
    EndpointDesk.View seen = created();
    saved(desk.replace(seen, wanted("hmac").put("description", "another"), NOON));
    EndpointDesk.View after = saved(desk.rotate(seen, Duration.ZERO, NOON).orElseThrow());
    assertThat(after.keys()).isNotEqualTo(seen.keys());
    assertThat(after.note().description()).isEqualTo("another");
  }

  private EndpointDesk.View created() {
    return saved(desk.create(ACME, wanted("hmac"), NOON));
  }

  private static ObjectNode wanted(String signature) {
    ObjectNode wanted = Json.mapper().createObjectNode();
    wanted.put("url", "https://receiver.example/").put("signature", signature);
    wanted.putArray("eventTypes").add("*");
    return wanted;
  }

  private static EndpointDesk.View saved(EndpointDesk.Answer answer) {
    assertThat(answer).isInstanceOf(EndpointDesk.Saved.class);
    return ((EndpointDesk.Saved) answer).view();
  }
}

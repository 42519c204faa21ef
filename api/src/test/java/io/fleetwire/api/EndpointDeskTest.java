package io.fleetwire.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.access.Access;
import io.fleetwire.access.AccessSettings;
import io.fleetwire.access.Principal;
import io.fleetwire.access.Scopes;
import io.fleetwire.callback.CallbackWorld;
import io.fleetwire.callback.Callbacks;
import io.fleetwire.callback.SigningKey;
import io.fleetwire.engine.Engine;
import io.fleetwire.engine.EnginePorts;
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
  private static final Sender NOWHERE =
      (_, _, _) -> new Sent(new Outcome.Blocked("nobody is called here"), Timeline.NONE);

  @TempDir private Path folder;
  private Database database;
  private Principal ann;
  private EndpointDesk desk;

  @BeforeEach
  void open() {
    database =
        Database.open(
            DatabaseSettings.server(
                TrialDatabase.chosen().in(folder, DatabaseHome.Folder::new, DatabaseHome::server)),
            List.of(SqlEngineStore.SCHEMA, Access.SCHEMA, Callbacks.SCHEMA, Api.SCHEMA));
    SettableClock clock = new SettableClock(NOON);
    SecureRandom random = new SecureRandom();
    Callbacks callbacks =
        Callbacks.open(database, NOWHERE, "fleet.example", new CallbackWorld(clock, random));
    SqlEngineStore store = new SqlEngineStore(database);
    Access access = Access.open(database, AccessSettings.standard("test"), clock, random);
    ann =
        new Principal(
            access.organizations().create("Acme").id(),
            Scopes.NONE,
            "ann@acme.example",
            Principal.Kind.USER);
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
                ForeignCatalogue.NONE),
            access.audit(),
            clock);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aKeyIsNotExchangedWhereSomebodyStoppedSigning() {
    EndpointDesk.View seen = created();
    saved(desk.replace(ann, seen, wanted("none")));
    assertThat(desk.rotate(ann, seen, Duration.ZERO)).contains(new EndpointDesk.Outdated());
    assertThat(desk.find(ann.organization(), seen.note().id()).orElseThrow().keys()).isEmpty();
  }

  @Test
  void aKeyIsNotExchangedForOneOfAnotherKind() {
    EndpointDesk.View seen = created();
    saved(desk.replace(ann, seen, wanted("ed25519")));
    assertThat(desk.rotate(ann, seen, Duration.ZERO)).contains(new EndpointDesk.Outdated());
    assertThat(desk.find(ann.organization(), seen.note().id()).orElseThrow().keys())
        .hasValueSatisfying(
            keys -> assertThat(keys.current().scheme()).isEqualTo(SigningKey.Scheme.ED25519));
  }

  @Test
  void aKeyIsExchangedWhateverElseWasChanged() {
    EndpointDesk.View seen = created();
    saved(desk.replace(ann, seen, wanted("hmac").put("description", "another")));
    EndpointDesk.View after = saved(desk.rotate(ann, seen, Duration.ZERO).orElseThrow());
    assertThat(after.keys()).isNotEqualTo(seen.keys());
    assertThat(after.note().description()).isEqualTo("another");
  }

  private EndpointDesk.View created() {
    return saved(desk.create(ann, wanted("hmac")));
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

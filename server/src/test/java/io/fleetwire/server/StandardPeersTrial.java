package io.fleetwire.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.callback.CallbackWorld;
import io.fleetwire.callback.Callbacks;
import io.fleetwire.callback.SigningKey;
import io.fleetwire.callback.SigningKeys;
import io.fleetwire.engine.AttemptMoment;
import io.fleetwire.engine.Delivery;
import io.fleetwire.engine.DeliveryId;
import io.fleetwire.engine.DeliveryPlan;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.Event;
import io.fleetwire.engine.EventFilter;
import io.fleetwire.engine.EventId;
import io.fleetwire.engine.EventType;
import io.fleetwire.engine.Header;
import io.fleetwire.engine.NewEvent;
import io.fleetwire.engine.Ordering;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.Ready;
import io.fleetwire.engine.Sent;
import io.fleetwire.engine.Subject;
import io.fleetwire.engine.Target;
import io.fleetwire.engine.Timeline;
import io.fleetwire.engine.TraceId;
import io.fleetwire.receiver.StandardWebhooksVerdict;
import io.fleetwire.receiver.StandardWebhooksVerifier;
import io.fleetwire.store.Database;
import io.fleetwire.store.DatabaseSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Standard Webhooks with programs that others have written: npm's `standardwebhooks` and `svix`
/// verify what we sign, OpenSSL's Ed25519 (inside Node) does, and what they sign our library for
/// receivers verifies.
@Timeout(120)
final class StandardPeersTrial {
  private static final EndpointId ENDPOINT = new EndpointId(1);
  private static final byte[] BODY = "{\"name\":\"grüße €😀\",\"n\":1.10}".getBytes(UTF_8);

  @TempDir private Path folder;
  private final InstantSource clock = InstantSource.system();
  private Database database;
  private Callbacks callbacks;

  @BeforeEach
  void open() throws IOException {
    database =
        Database.open(DatabaseSettings.server(folder.resolve("data")), List.of(Callbacks.SCHEMA));
    callbacks =
        Callbacks.open(
            database,
            (_, _, _) -> new Sent(new Outcome.Blocked("nobody is called here"), Timeline.NONE),
            "fleet.example",
            new CallbackWorld(clock, new SecureRandom()));
    Files.write(folder.resolve("body"), BODY);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @ParameterizedTest
  @EnumSource(SigningKey.Scheme.class)
  void theyVerifyWhatWeSign(SigningKey.Scheme scheme) throws IOException {
    SigningKey key = callbacks.book().newKey(scheme);
    database.write(tx -> callbacks.book().sign(tx, ENDPOINT, key));
    assertThat(node("verify", key.verifierText().reveal(), dressed()))
        .isEqualToIgnoringNewLines("verified");
  }

  @Test
  void theyVerifyByOldAndNewKeyWhileKeysAreExchanged() throws IOException {
    SigningKey old = callbacks.book().newKey(SigningKey.Scheme.HMAC);
    SigningKey next = callbacks.book().newKey(SigningKey.Scheme.ED25519);
    database.write(tx -> callbacks.book().sign(tx, ENDPOINT, old));
    database.write(tx -> callbacks.book().rotate(tx, ENDPOINT, next, SigningKeys.OVERLAP));
    Map<String, String> headers = dressed();
    for (SigningKey key : List.of(old, next)) {
      assertThat(node("verify", key.verifierText().reveal(), headers))
          .isEqualToIgnoringNewLines("verified");
    }
  }

  @ParameterizedTest
  @EnumSource(SigningKey.Scheme.class)
  void weVerifyWhatTheySign(SigningKey.Scheme scheme) throws IOException {
    SigningKey key = callbacks.book().newKey(scheme);
    String seconds = Long.toString(clock.instant().getEpochSecond());
    String signature =
        node(
                "sign",
                key.text().reveal(),
                Map.of("webhook-id", "msg_1", "webhook-timestamp", seconds))
            .strip();
    StandardWebhooksVerifier verifier =
        StandardWebhooksVerifier.of(clock, key.verifierText().reveal());
    assertThat(verifier.verify("msg_1", seconds, signature, BODY))
        .isInstanceOf(StandardWebhooksVerdict.Valid.class);
    assertThat(verifier.verify("msg_2", seconds, signature, BODY))
        .isInstanceOf(StandardWebhooksVerdict.BadSignature.class);
  }

  private String node(String mode, String key, Map<String, String> headers) throws IOException {
    Path file = folder.resolve("headers.json");
    Files.writeString(
        file,
        headers.entrySet().stream()
            .map(each -> "\"%s\":\"%s\"".formatted(each.getKey(), each.getValue()))
            .collect(Collectors.joining(",", "{", "}")));
    return TrialTools.run(
        TrialTools.node(),
        Map.of(),
        "node",
        "standard.mjs",
        mode,
        key,
        file.toString(),
        folder.resolve("body").toString());
  }

  /// The headers of one attempt, as they would be sent.
  private Map<String, String> dressed() {
    Instant now = clock.instant();
    OrganizationId organization = new OrganizationId(1);
    NewEvent facts =
        new NewEvent(
            organization,
            new EventType("device.enrolled"),
            new Subject("imei"),
            new TraceId("trace"),
            now,
            new Payload("application/json", BODY));
    Event event = new Event(new EventId(8), facts, now);
    Delivery delivery =
        new Delivery(new DeliveryId(9), ENDPOINT, 1, event.id(), Ordering.UNORDERED, 0, now);
    URI url = URI.create("https://hooks.example/");
    Endpoint endpoint =
        new Endpoint(
            ENDPOINT,
            organization,
            new Target("any", "", url),
            new EventFilter(Set.of(), List.of()),
            DeliveryPlan.STANDARD);
    return callbacks
        .dresser()
        .dress(
            new OutboundRequest(url, List.of(), event.payload()),
            new Ready(delivery, event),
            endpoint,
            new AttemptMoment(1, now, "0"))
        .headers()
        .stream()
        .collect(Collectors.toMap(Header::name, Header::value));
  }
}

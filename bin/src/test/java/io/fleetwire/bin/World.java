package io.fleetwire.bin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fleetwire.access.Access;
import io.fleetwire.access.AccessSettings;
import io.fleetwire.access.AuditLog;
import io.fleetwire.access.Permissions;
import io.fleetwire.access.Principal;
import io.fleetwire.access.Scopes;
import io.fleetwire.callback.CallbackWorld;
import io.fleetwire.callback.Callbacks;
import io.fleetwire.callback.OptionsBook;
import io.fleetwire.callback.SigningKey;
import io.fleetwire.engine.Budgets;
import io.fleetwire.engine.DeliveryPlan;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.Endpoints;
import io.fleetwire.engine.EventFilter;
import io.fleetwire.engine.EventType;
import io.fleetwire.engine.Header;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.Sender;
import io.fleetwire.engine.Sent;
import io.fleetwire.engine.Target;
import io.fleetwire.engine.Timeline;
import io.fleetwire.store.Database;
import io.fleetwire.store.DatabaseSettings;
import io.fleetwire.testkit.SettableClock;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The room on a real database, with a clock that the test moves, a door that only takes notes, and
/// nobody who waits.
final class World implements AutoCloseable {
  static final String ORIGIN = "http://127.0.0.1:8080";
  static final OrganizationId ACME = new OrganizationId(1);
  static final Principal ANN = principal(ACME);
  static final Principal STRANGER = principal(new OrganizationId(2));

  final SettableClock clock = SettableClock.atNoon();
  final List<URI> wentOut = new ArrayList<>();
  final List<Duration> waited = new ArrayList<>();
  final OptionsBook options;
  final Database database;
  private final Bins bins;
  private final AuditLog audit;
  private Endpoints endpoints = Endpoints.NONE;

  World(Path folder, Optional<URI> publicUrl) {
    this.database =
        Database.open(
            DatabaseSettings.tool(folder), List.of(Access.SCHEMA, Callbacks.SCHEMA, Bins.SCHEMA));
    SecureRandom random = new SecureRandom();
    this.options = Callbacks.book(database, new CallbackWorld(clock, random));
    this.audit =
        Access.open(database, AccessSettings.standard("https://fleetwire.example"), clock, random)
            .audit();
    this.bins =
        Bins.open(
            database,
            new BinPorts(() -> endpoints, options, List::of),
            publicUrl,
            new BinWorld(clock, random, waited::add));
  }

  static World open(Path folder) {
    return new World(folder, Optional.empty());
  }

  long taken(Finding.Verdict verdict) {
    return bins.taken(verdict);
  }

  private static Principal principal(OrganizationId organization) {
    return new Principal(
        organization,
        Scopes.parse("kdms").orElseThrow(),
        "ann@acme.example",
        Principal.Kind.USER,
        new Principal.Person(organization.value(), Permissions.NONE));
  }

  AuditLog audit() {
    return audit;
  }

  Bins bins() {
    return bins;
  }

  BinDesk desk() {
    return bins.desk(audit);
  }

  Bin bin() {
    return made(desk().create(ANN, "Trying out", ORIGIN));
  }

  static Bin made(BinDesk.Answer answer) {
    return switch (answer) {
      case BinDesk.Answer.Made(Bin bin) -> bin;
      case BinDesk.Answer.Refused(String fault) -> throw new AssertionError(fault);
    };
  }

  /// The way out, past the bins, to where nothing may go.
  Sender door() {
    return bins.door(
        new Sender() {
          @Override
          public Sent send(OutboundRequest request, Budgets budgets, BooleanSupplier mayGo) {
            wentOut.add(request.url());
            return new Sent(new Outcome.Blocked("nothing goes out here"), Timeline.NONE);
          }

          @Override
          public Optional<String> forbids(URI url) {
            return Optional.of("is out there");
          }
        });
  }

  /// An endpoint of an organization with this address, which signs by `key`.
  void endpoint(OrganizationId organization, URI url, SigningKey key) {
    EndpointId id = new EndpointId(1 + wentOut.size());
    endpoints =
        endpoints.with(
            new Endpoint(
                id,
                organization,
                new Target("standard", "x", url),
                EventFilter.ofTypes(List.of(new EventType("a.b"))),
                DeliveryPlan.STANDARD));
    database.write(tx -> options.sign(tx, id, key));
  }

  SigningKey key() {
    return options.newKey(SigningKey.Scheme.HMAC);
  }

  /// A request as a sender writes it that has this key.
  OutboundRequest signed(URI url, SigningKey key, String body) {
    String seconds = Long.toString(clock.instant().getEpochSecond());
    String text = "evt_1." + seconds + "." + body;
    return new OutboundRequest(
        url,
        List.of(
            new Header("webhook-id", "evt_1"),
            new Header("webhook-timestamp", seconds),
            new Header("webhook-signature", "v1," + hmac(key, text)),
            new Header("Authorization", "Bearer s3cret")),
        new Payload("application/json", body.getBytes(UTF_8)));
  }

  private static String hmac(SigningKey key, String text) {
    String secret = key.text().reveal().replaceFirst("whsec_", "");
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static OutboundRequest plain(URI url, byte[] body) {
    return new OutboundRequest(url, List.of(), new Payload("text/plain", body));
  }

  @Override
  public void close() {
    database.close();
  }
}

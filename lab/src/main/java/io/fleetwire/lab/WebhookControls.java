package io.fleetwire.lab;

import io.fleetwire.access.AuditLog;
import io.fleetwire.access.Principal;
import io.fleetwire.callback.Authentication;
import io.fleetwire.callback.CallbackOptions;
import io.fleetwire.callback.OptionsBook;
import io.fleetwire.callback.OptionsFault;
import io.fleetwire.callback.SigningKey;
import io.fleetwire.engine.AddressRule;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.EndpointState;
import io.fleetwire.engine.TraceId;
import io.fleetwire.store.Database;
import io.fleetwire.store.WriteTx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// What people do to a webhook besides saying what it is: let it wait, and say how its callbacks
/// prove who we are. Thread-safe.
public final class WebhookControls {
  /// Long enough to bring the next key to a receiver by hand.
  private static final Duration OVERLAP = Duration.ofDays(1);

  private final Database database;
  private final LabPorts ports;
  private final OptionsBook options;
  private final StatusDesk desk;
  private final AddressRule addressRule;
  private final InstantSource clock;

  WebhookControls(LabGround ground, LabPorts ports, StatusDesk desk) {
    this.database = ground.database();
    this.ports = ports;
    this.options = ground.options();
    this.desk = desk;
    this.addressRule = ground.addressRule();
    this.clock = ground.clock();
  }

  /// How a webhook's endpoint is, and what its callbacks wear.
  public record Condition(EndpointState state, Authentication authentication, boolean signed) {}

  public Condition condition(Webhook webhook) {
    EndpointId endpoint = webhook.endpoint();
    return new Condition(
        ports.store().endpoints().state(endpoint),
        options.get(endpoint).authentication(),
        options.findKeys(endpoint).isPresent());
  }

  /// Lets a webhook wait: what happens is kept and sent later, in order.
  public Optional<EndpointState> pause(Principal caller, long id) {
    return change(
        caller,
        id,
        "webhook.pause",
        (tx, webhook) ->
            ports.endpoints().pause(ports.store().in(tx), webhook.endpoint()).orElseThrow());
  }

  /// Ends that, and gives one that was given up another chance.
  public Optional<EndpointState> resume(Principal caller, long id) {
    return change(
        caller,
        id,
        "webhook.resume",
        (tx, webhook) -> {
          ports.endpoints().enable(ports.store().in(tx), webhook.endpoint());
          return ports.endpoints().resume(ports.store().in(tx), webhook.endpoint()).orElseThrow();
        });
  }

  /// How callbacks prove who we are. Empty when there is no such webhook; else what is wrong with
  /// it, and then nothing was changed.
  public Optional<List<OptionsFault>> authenticate(
      Principal caller, long id, Authentication authentication) {
    List<OptionsFault> faults =
        CallbackOptions.NONE.withAuthentication(authentication).faults(addressRule);
    if (!faults.isEmpty()) {
      return database.read(tx -> WebhookTable.find(tx, caller.organization(), id)).map(_ -> faults);
    }
    return change(
        caller,
        id,
        "webhook.authentication",
        (tx, webhook) -> {
          EndpointId endpoint = webhook.endpoint();
          options.put(tx, endpoint, options.get(tx, endpoint).withAuthentication(authentication));
          return faults;
        });
  }

  /// Signs callbacks by a new key from now on; the one before goes on beside it for a day.
  public Optional<SigningKey> sign(Principal caller, long id, SigningKey.Scheme scheme) {
    SigningKey key = options.newKey(scheme);
    return change(
        caller,
        id,
        "webhook.sign",
        (tx, webhook) -> {
          options.rotate(tx, webhook.endpoint(), key, OVERLAP);
          return key;
        });
  }

  public Optional<Webhook> stopSigning(Principal caller, long id) {
    return change(
        caller,
        id,
        "webhook.unsign",
        (tx, webhook) -> {
          options.stopSigning(tx, webhook.endpoint());
          return webhook;
        });
  }

  /// Sends a callback about no device, as everything else is sent.
  public Optional<Webhook> test(Principal caller, long id, TraceId trace) {
    return change(
        caller,
        id,
        "webhook.test",
        (tx, webhook) -> {
          desk.tellForTest(tx, webhook, clock.instant(), trace);
          return webhook;
        });
  }

  private <T> Optional<T> change(
      Principal caller, long id, String action, BiFunction<WriteTx, Webhook, T> change) {
    return database.write(
        tx ->
            WebhookTable.find(tx, caller.organization(), id)
                .map(
                    webhook -> {
                      ports
                          .audit()
                          .append(
                              tx,
                              caller,
                              new AuditLog.Change(
                                  action, "webhook " + id, "\"" + webhook.name() + "\""));
                      return change.apply(tx, webhook);
                    }));
  }
}

package io.fleetwire.simulation;

import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.Ready;
import java.nio.charset.StandardCharsets;

/// What a simulated callback's body says: whose it is, so that the receiver can tell the ledger.
record Callback(String event, String endpoint, String subject, boolean ordered, long sequence) {

  static Callback of(Ready ready, Endpoint endpoint) {
    return new Callback(
        ready.event().id().toString(),
        endpoint.id().toString(),
        ready.event().subject().value(),
        endpoint.plan().ordering().hasLines(),
        ready.delivery().sequence());
  }

  EndpointId endpointId() {
    return EndpointId.parse(endpoint).orElseThrow();
  }

  static Callback parse(byte[] body) {
    String[] parts = new String(body, StandardCharsets.UTF_8).split(" ", -1);
    return new Callback(
        parts[0], parts[1], parts[2], Boolean.parseBoolean(parts[3]), Long.parseLong(parts[4]));
  }

  byte[] print() {
    return String.join(
            " ", event, endpoint, subject, Boolean.toString(ordered), Long.toString(sequence))
        .getBytes(StandardCharsets.UTF_8);
  }

  /// What the ledger calls it.
  String name() {
    return sequence + "@" + endpoint;
  }

  /// What was promised.
  String promise() {
    return event + "@" + endpoint;
  }
}

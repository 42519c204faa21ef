package io.fleetwire.egress;

import io.fleetwire.engine.Budgets;
import io.fleetwire.engine.Header;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Payload;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// Requests and budgets that the tests share.
final class Requests {
  /// Ample: no test that waits for an answer runs into these.
  static final Budgets AMPLE =
      new Budgets(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(40), 1000);

  /// As ample, but for one phase that a test lets run out.
  static final Budgets NO_CONNECT = budgets(Duration.ofMillis(200), Duration.ofSeconds(20));

  static final Budgets NO_FIRST_BYTE = budgets(Duration.ofSeconds(20), Duration.ofMillis(200));

  /// Long enough for a byte to come on a busy machine.
  static final Budgets BRIEF =
      new Budgets(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1), 1000);

  private Requests() {}

  static OutboundRequest to(URI url, Header... headers) {
    return new OutboundRequest(url, List.of(headers), json("{\"a\":1}"));
  }

  static Payload json(String text) {
    return new Payload("application/json", text.getBytes(StandardCharsets.UTF_8));
  }

  /// Settings under which the fakes of these tests can be called.
  static EgressSettings loopback() {
    AddressPolicy policy = AddressPolicy.of(List.of(Cidr.parse("127.0.0.0/8")), List.of());
    return EgressSettings.standard("test").withPolicy(policy);
  }

  private static Budgets budgets(Duration connect, Duration firstByte) {
    return new Budgets(connect, firstByte, Duration.ofSeconds(40), 1000);
  }
}

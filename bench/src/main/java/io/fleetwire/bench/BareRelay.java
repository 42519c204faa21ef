package io.fleetwire.bench;

import io.fleetwire.egress.HttpSender;
import io.fleetwire.engine.Budgets;
import io.fleetwire.engine.Header;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Payload;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/// Two bare HTTP hops: takes what a device sends and asks a backend, by the same server and the
/// same client as the product, and knows nothing of what either says.
///
/// Argument: the port of the backend.
final class BareRelay {
  private BareRelay() {}

  public static void main(String[] arguments) throws IOException {
    URI backend = URI.create("http://127.0.0.1:" + arguments[0] + "/webhook/apple/checkin");
    try (HttpSender sender = HttpSender.open(EngineServer.loopbackToo())) {
      WebServer server =
          WebServer.builder()
              .host("127.0.0.1")
              .port(0)
              .routing(
                  routing ->
                      routing.put(
                          "/{+path}",
                          (request, response) -> relay(sender, backend, request, response)))
              .build()
              .start();
      EngineServer.serveUntilTold(server);
    }
  }

  private static void relay(
      HttpSender sender, URI backend, ServerRequest request, ServerResponse response) {
    OutboundRequest question =
        new OutboundRequest(
            backend,
            List.of(new Header("Fleetwire-Trace-Id", "bare")),
            new Payload("application/json", EngineServer.body(request)));
    boolean answered =
        sender.send(question, Budgets.STANDARD).outcome() instanceof Outcome.Answered;
    response.status(answered ? Status.OK_200 : Status.BAD_GATEWAY_502).send();
  }
}

package io.fleetwire.bench;

import io.fleetwire.egress.HttpSender;
import io.fleetwire.engine.Budgets;
import io.fleetwire.engine.Header;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Payload;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// The sender alone, without store, scheduler or signature: what the way out can do at most. Two
/// hundred virtual threads send the same kind of event to each endpoint in its turn.
///
/// Arguments: the ports of the receiver.
final class BareClient {
  /// As many requests under way as the survey of clients had, which chose this client.
  private static final int THREADS = 200;

  private BareClient() {}

  public static void main(String[] arguments) throws IOException {
    List<OutboundRequest> requests =
        Arrays.stream(arguments[0].split(",")).map(BareClient::request).toList();
    // Not closed: the threads end with the process.
    HttpSender sender = HttpSender.open(EngineServer.loopbackToo());
    for (int i = 0; i < THREADS; i++) {
      int first = i;
      Thread.ofVirtual().name("bare-" + i).start(() -> send(sender, requests, first));
    }
    ParentWatch.ready(1);
    ParentWatch.await();
  }

  private static OutboundRequest request(String port) {
    return new OutboundRequest(
        URI.create("http://127.0.0.1:" + port + "/callback"),
        List.of(
            new Header("webhook-id", "dlv_0000000000000"),
            new Header("webhook-timestamp", "1770000000"),
            new Header("webhook-signature", "none"),
            new Header("X-Trace-Id", "bare")),
        new Payload("application/json", SampleEvent.json(new SplittableRandom(1))));
  }

  private static void send(HttpSender sender, List<OutboundRequest> requests, int first) {
    for (int i = first; ; i++) {
      OutboundRequest request = requests.get(Math.floorMod(i, requests.size()));
      Outcome outcome = sender.send(request, Budgets.STANDARD).outcome();
      if (!(outcome instanceof Outcome.Answered answered && answered.isSuccess())) {
        System.err.println("the bare client failed: " + outcome);
        return;
      }
    }
  }
}

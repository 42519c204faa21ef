package io.fleetwire.bin;

import io.fleetwire.engine.Payload;
import io.fleetwire.web.Authorization;
import io.fleetwire.web.BodyRule;
import io.fleetwire.web.HttpMethod;
import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.time.Duration;
import java.util.List;

/// How strangers come to a bin: whoever knows its address may send, and sees nothing.
final class BinRoutes {
  private static final String ONE = Bin.PATH + "{token}";

  private final BinReceiver receiver;
  private final BinWorld world;

  BinRoutes(BinReceiver receiver, BinWorld world) {
    this.receiver = receiver;
    this.world = world;
  }

  List<Route> routes() {
    Authorization open = new Authorization.Open();
    return List.of(
        new Route(HttpMethod.GET, ONE, open, new BodyRule.None(), this::greet),
        new Route(HttpMethod.OPTIONS, ONE, open, new BodyRule.None(), this::consent),
        new Route(
            HttpMethod.POST,
            ONE,
            open,
            new BodyRule.Bytes(BinReceiver.BODY_BYTES_MAX),
            this::take));
  }

  /// For whoever opens the address in a browser.
  private Reply greet(Request request) {
    known(request);
    return Reply.text(
        200,
        "This is a request bin. Send something here by POST, and look at it in the portal, under"
            + " Request bins.\n");
  }

  /// For senders who ask before they send.
  private Reply consent(Request request) {
    known(request);
    return BinReceiver.consent().with("Allow", "GET, HEAD, POST, OPTIONS");
  }

  private Reply take(Request request) {
    Bin bin = known(request);
    String type = request.header("Content-Type").orElse("");
    Reply reply =
        receiver.take(
            bin,
            new BinReceiver.Delivery(
                request.remoteAddress(), request.headers(), new Payload(type, request.body())));
    if (bin.answer() == Bin.Answer.SLOW) {
      pause();
    }
    return reply;
  }

  private void pause() {
    try {
      world.pause().pause(BinReceiver.SLOWNESS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new ProblemException(new Problem.Unavailable(Duration.ofSeconds(1)));
    }
  }

  private Bin known(Request request) {
    return receiver
        .find(request.pathParameter("token"))
        .orElseThrow(
            () ->
                new ProblemException(
                    new Problem.NotFound("there is no such bin; it may have been deleted")));
  }
}

package io.fleetwire.web;

import io.fleetwire.engine.Header;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.DirectHandler.TransportRequest;
import io.helidon.http.DirectHandler.TransportResponse;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Answers what never became a request, because Helidon refused it: in the dialect of its path when
/// that could be read, and with a line in the log like any other.
final class Refusals {
  /// Longer ones quote what was sent.
  private static final int REASON_LENGTH_MAX = 200;

  private final Edge edge;
  private final Exchanges exchanges;
  private final RequestLog log;
  private final int bodyBytesMax;

  Refusals(Edge edge, Exchanges exchanges, RequestLog log, int bodyBytesMax) {
    this.edge = edge;
    this.exchanges = exchanges;
    this.log = log;
    this.bodyBytesMax = bodyBytesMax;
  }

  DirectHandlers handlers() {
    DirectHandlers.Builder builder = DirectHandlers.builder();
    for (EventType type : EventType.values()) {
      builder.addHandler(type, (request, _, status, _, reason) -> answer(request, status, reason));
    }
    return builder.build();
  }

  private TransportResponse answer(
      TransportRequest request, Status status, @Nullable String message) {
    Request broken = exchanges.broken(request);
    String reason = message == null ? "" : message;
    Reply reply = edge.refuse(problem(broken, status, reason), broken);
    log.answered(new RequestLog.Entry(broken, "", reply, Duration.ZERO));
    TransportResponse.Builder response = TransportResponse.builder();
    response.status(Status.create(reply.status()));
    for (Header header : reply.headers()) {
      response.header(HeaderNames.create(header.name()), header.value());
    }
    response.header(HeaderNames.create(Exchanges.REQUEST_ID), broken.requestId().value());
    response.keepAlive(false);
    return response.entity(reply.body()).build();
  }

  private Problem problem(Request broken, Status status, String reason) {
    boolean compressed = broken.header("Content-Encoding").isPresent();
    boolean headTooLarge = reason.equals("Header size exceeded");
    int code = headTooLarge ? 431 : status.code();
    return switch (code) {
      case 400 ->
          compressed
              ? new Problem.UnsupportedMediaType("the body without Content-Encoding")
              : new Problem.BadRequest(
                  code, "this is no request as RFC 9112 has it" + because(reason));
      case 413 -> new Problem.BodyTooLarge(bodyBytesMax);
      case 414 -> new Problem.BadRequest(code, "send a request line of at most 8 KiB");
      case 431 -> new Problem.BadRequest(code, "send headers of at most 32 KiB in all");
      case 501 -> new Problem.BadRequest(code, "send the body in no other coding than chunked");
      case 503 -> new Problem.Unavailable(Duration.ofSeconds(1));
      case 505 -> new Problem.BadRequest(code, "send HTTP/1.1");
      default ->
          code >= 500
              ? new Problem.Internal()
              : new Problem.BadRequest(400, "the request was refused: " + status.reasonPhrase());
    };
  }

  private static String because(String reason) {
    return reason.isEmpty() || reason.length() > REASON_LENGTH_MAX ? "" : ": " + reason;
  }
}

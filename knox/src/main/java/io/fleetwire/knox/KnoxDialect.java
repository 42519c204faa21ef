package io.fleetwire.knox;

import io.fleetwire.web.Dialect;
import io.fleetwire.web.Problem;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;

/// Errors as most of the vendor's services write them: `{"errorId","code","message","data"}`.
///
/// `errorId` is the request id, by which the log has the rest, in the form of a UUID; an
/// unauthenticated caller gets none, as the vendor's gateway does it. `message` is the name of
/// `code`; `data` says in words what to do.
final class KnoxDialect implements Dialect {
  private static final int BYTES = 512;

  @Override
  public Reply write(Problem problem, Request request) {
    KnoxErrorCode code = KnoxErrorCode.of(problem);
    boolean named = !(problem instanceof Problem.Unauthenticated);
    return Reply.json(
        problem.status(), body(named ? uuid(request) : "", code, problem.explanation()));
  }

  /// An error that is no problem of the edge.
  static Reply error(Request request, int status, KnoxErrorCode code, String detail) {
    return Reply.json(status, body(uuid(request), code, detail));
  }

  private static String uuid(Request request) {
    String id = request.requestId().value();
    return id.matches("[0-9a-f]{32}")
        ? id.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5")
        : id;
  }

  private static byte[] body(String errorId, KnoxErrorCode code, String detail) {
    return KnoxJson.write(
        BYTES,
        json -> {
          json.writeStartObject();
          if (!errorId.isEmpty()) {
            json.writeStringProperty("errorId", errorId);
          }
          json.writeNumberProperty("code", code.number());
          json.writeStringProperty("message", code.name());
          json.writeStringProperty("data", KnoxPayload.wellFormed(detail));
          json.writeEndObject();
        });
  }
}

package io.fleetwire.knox;

import io.fleetwire.access.Principal;
import io.fleetwire.access.Scope;
import io.fleetwire.engine.TraceId;
import io.fleetwire.web.Authorization;
import io.fleetwire.web.BodyRule;
import io.fleetwire.web.HttpMethod;
import io.fleetwire.web.PageNumber;
import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Upload and delete, which are only accepted here, and the status of what was accepted (contract
/// 2.3). They take OAuth tokens only.
final class BulkRoutes {
  /// Ten thousand identifiers of the greatest length.
  private static final BodyRule BODY = new BodyRule.Json(1024 * 1024);

  private static final Scope UPLOAD = new Scope("kdms.devices:upload");
  private static final Scope DELETE = new Scope("kdms.devices:delete");
  private static final Scope DETACH = new Scope("kdms.kai.devices:delete");
  private static final Scope READ = new Scope("kdms.devices:read");

  /// The caller's name for the operation, and under which name the callback will carry it.
  private static final String CALLERS_TRACE = "X-WSM-TXID";

  private static final String CALLBACKS_TRACE = "X-WSM-TRACEID";

  private static final Duration BUSY = Duration.ofSeconds(5);

  private final BulkOperations operations;
  private final KdmsDialect dialect;
  private final OperationView view;
  private final KnoxIds ids;

  BulkRoutes(BulkOperations operations, KdmsDialect dialect, OperationView view, KnoxIds ids) {
    this.operations = operations;
    this.dialect = dialect;
    this.view = view;
    this.ids = ids;
  }

  List<Route> routes() {
    return List.of(
        new Route(HttpMethod.POST, "/kdms/v1/devices/upload", anyOf(UPLOAD), BODY, this::upload),
        new Route(
            HttpMethod.POST, "/kdms/v1/devices/delete", anyOf(DELETE, DETACH), BODY, this::delete),
        new Route(
            HttpMethod.GET,
            "/kdms/v1/operations/{operationId}",
            anyOf(UPLOAD, DELETE, DETACH, READ),
            new BodyRule.None(),
            this::status));
  }

  private Reply upload(Request request) {
    return accept(request, BulkOperation.Kind.UPLOAD);
  }

  private Reply delete(Request request) {
    return accept(request, BulkOperation.Kind.DELETE);
  }

  private Reply accept(Request request, BulkOperation.Kind kind) {
    TraceId trace = trace(request);
    return switch (BulkRequest.read(request.json(), kind)) {
      case BulkRequest.Answer.Bad(KdmsErrorCode code, String detail) ->
          dialect.refusal(400, code, detail);
      case BulkRequest.Answer.Good(BulkRequest wanted) -> {
        requireScope(request.principal(), kind, wanted);
        yield acknowledge(
            operations
                .accept(
                    new BulkOperations.Order(
                        request.principal().organization(), kind, trace, wanted))
                .orElseThrow(() -> new ProblemException(new Problem.TooManyRequests(BUSY))));
      }
    };
  }

  private Reply acknowledge(BulkOperation operation) {
    return dialect
        .success(
            202,
            operation.transaction(),
            128,
            json -> {
              json.writeStartObject();
              json.writeStringProperty("operationId", operation.id());
              json.writeNumberProperty("devicesToProcessCount", operation.total());
              json.writeEndObject();
            })
        .with(CALLERS_TRACE, operation.trace().value())
        .with(CALLBACKS_TRACE, operation.trace().value());
  }

  private Reply status(Request request) {
    PageNumber page = request.page();
    BulkOperations.Status status =
        operations
            .find(request.principal().organization(), request.pathParameter("operationId"), page)
            .orElseThrow(() -> new ProblemException(new Problem.NotFound("No operation found")));
    return dialect.success(256 * page.size(), json -> view.write(json, status, page));
  }

  /// Taking devices away from the one service is a smaller right than deleting them.
  private static void requireScope(Principal caller, BulkOperation.Kind kind, BulkRequest wanted) {
    boolean deletes = kind == BulkOperation.Kind.DELETE && wanted.targets().isEmpty();
    if (deletes && !caller.scopes().cover(DELETE)) {
      throw new ProblemException(
          new Problem.Forbidden(
              "the token lacks the scope "
                  + DELETE
                  + "; with "
                  + DETACH
                  + " set targetServices to [\"KAI\"]"));
    }
  }

  private TraceId trace(Request request) {
    Optional<String> wanted = request.header(CALLERS_TRACE).filter(text -> !text.isBlank());
    if (wanted.isPresent() && !TraceId.isValid(wanted.get())) {
      throw new ProblemException(
          Problem.Invalid.of(
              "",
              "the header X-WSM-TXID has 1 to 64 printable ASCII letters without blanks; shorten"
                  + " it or leave it out"));
    }
    return new TraceId(wanted.orElseGet(ids::nextTraceId));
  }

  private static Authorization anyOf(Scope... scopes) {
    return new Authorization.Token(Set.of(scopes), false);
  }
}

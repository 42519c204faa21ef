package io.fleetwire.lab;

import io.fleetwire.web.Dialect;
import io.fleetwire.web.Problem;
import io.fleetwire.web.Problem.Fault;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;

/// Errors under `/v1` and `/v2`: `{"status","code","message","errors":[{"field","message"}],
/// "requestId"}`.
///
/// The vendor documents no form, so this one is ours. `message` alone says everything: it names
/// each field with its limit; `errors` says the same to programs.
final class LabDialect implements Dialect {
  @Override
  public Reply write(Problem problem, Request request) {
    byte[] body =
        LabJson.object(
            json -> {
              json.writeNumberProperty("status", problem.status());
              json.writeStringProperty("code", code(problem));
              json.writeStringProperty("message", message(problem));
              if (problem instanceof Problem.Invalid(List<Fault> faults)) {
                json.writeArrayPropertyStart("errors");
                faults.forEach(fault -> write(json, fault));
                json.writeEndArray();
              }
              json.writeStringProperty("requestId", request.requestId().value());
            });
    return Reply.json(problem.status(), body);
  }

  private static void write(JsonGenerator json, Fault fault) {
    json.writeStartObject();
    json.writeStringProperty("field", field(fault));
    json.writeStringProperty("message", fault.message());
    json.writeEndObject();
  }

  private static String message(Problem problem) {
    return problem instanceof Problem.Invalid(List<Fault> faults)
        ? faults.stream().map(LabDialect::sentence).collect(Collectors.joining("; "))
        : problem.explanation();
  }

  private static String sentence(Fault fault) {
    String field = field(fault);
    return field.isEmpty() ? fault.message() : field + ": " + fault.message();
  }

  /// `/reports/0/udid` is `reports.0.udid`.
  private static String field(Fault fault) {
    String pointer = fault.pointer();
    return pointer.startsWith("/") ? pointer.substring(1).replace('/', '.') : pointer;
  }

  private static String code(Problem problem) {
    return switch (problem) {
      case Problem.NotFound _ -> "NOT_FOUND";
      case Problem.MethodNotAllowed _ -> "METHOD_NOT_ALLOWED";
      case Problem.UnsupportedMediaType _ -> "UNSUPPORTED_MEDIA_TYPE";
      case Problem.NotAcceptable _ -> "NOT_ACCEPTABLE";
      case Problem.BodyTooLarge _ -> "BODY_TOO_LARGE";
      case Problem.BodyTooSlow _ -> "BODY_TOO_SLOW";
      case Problem.MalformedBody _ -> "MALFORMED_BODY";
      case Problem.BadRequest _ -> "BAD_REQUEST";
      case Problem.Unauthenticated _ -> "UNAUTHORIZED";
      case Problem.Forbidden _ -> "FORBIDDEN";
      case Problem.Invalid _ -> "INVALID";
      case Problem.Conflict _, Problem.PreconditionFailed _ -> "CONFLICT";
      case Problem.LimitExceeded _ -> "LIMIT_EXCEEDED";
      case Problem.TooManyRequests _ -> "TOO_MANY_REQUESTS";
      case Problem.Unavailable _ -> "UNAVAILABLE";
      case Problem.Internal _ -> "INTERNAL";
    };
  }
}

package io.fleetwire.web;

import io.fleetwire.web.Problem.Fault;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Problems as `application/problem+json` (RFC 9457): the default dialect.
///
/// `type` is a place in our own documentation, relative to the server; `instance` is the request
/// id; `errors` lists the faults of an invalid request, each with its JSON pointer.
public final class ProblemJson implements Dialect {

  private record Form(String name, String title) {}

  @Override
  public Reply write(Problem problem, Request request) {
    Form form = form(problem);
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("type", "/docs#problem-" + form.name());
    json.put("title", form.title());
    json.put("status", problem.status());
    json.put("detail", problem.explanation());
    json.put("instance", request.requestId().value());
    if (problem instanceof Problem.Invalid(List<Fault> faults)) {
      ArrayNode errors = json.putArray("errors");
      faults.forEach(
          fault ->
              errors.addObject().put("pointer", fault.pointer()).put("detail", fault.message()));
    }
    return Reply.of(
        problem.status(), "application/problem+json", Json.mapper().writeValueAsBytes(json));
  }

  private static Form form(Problem problem) {
    return switch (problem) {
      case Problem.NotFound _ -> new Form("not-found", "Not found");
      case Problem.MethodNotAllowed _ -> new Form("method-not-allowed", "Method not allowed");
      case Problem.UnsupportedMediaType _ ->
          new Form("unsupported-media-type", "Unsupported media type");
      case Problem.NotAcceptable _ -> new Form("not-acceptable", "Not acceptable");
      case Problem.BodyTooLarge _ -> new Form("body-too-large", "Body too large");
      case Problem.BodyTooSlow _ -> new Form("body-too-slow", "Body too slow");
      case Problem.MalformedBody _ -> new Form("malformed-body", "Malformed body");
      case Problem.BadRequest _ -> new Form("bad-request", "Bad request");
      case Problem.Unauthenticated _ -> new Form("unauthenticated", "Not authenticated");
      case Problem.Forbidden _ -> new Form("forbidden", "Forbidden");
      case Problem.Invalid _ -> new Form("invalid", "Invalid request");
      case Problem.Conflict _ -> new Form("conflict", "Conflict");
      case Problem.PreconditionFailed _ -> new Form("precondition-failed", "Precondition failed");
      case Problem.LimitExceeded _ -> new Form("limit-exceeded", "Limit exceeded");
      case Problem.TooManyRequests _ -> new Form("too-many-requests", "Too many requests");
      case Problem.Unavailable _ -> new Form("unavailable", "Not available now");
      case Problem.Internal _ -> new Form("internal", "Internal error");
    };
  }
}

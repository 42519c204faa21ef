package io.fleetwire.web;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What can go wrong at the edge, as the caller sees it: a closed list. A {@link Dialect} gives
/// each case its status and form. Details are for the caller's eyes and say what to do.
public sealed interface Problem {

  /// One thing wrong with a request. `pointer` is a JSON pointer into the body (RFC 6901), or the
  /// name of a query or form parameter; empty for the whole.
  record Fault(String pointer, String message) {
    @Override
    public String toString() {
      return pointer.isEmpty() ? message : pointer + ": " + message;
    }
  }

  /// Nothing is here, or nothing that this caller may know of.
  record NotFound(String detail) implements Problem {}

  /// The path exists for other methods.
  record MethodNotAllowed(Set<HttpMethod> allow) implements Problem {
    public MethodNotAllowed {
      allow = Set.copyOf(allow);
    }
  }

  /// The body is of another media type, charset or coding than `expected`.
  record UnsupportedMediaType(String expected) implements Problem {}

  /// The caller accepts nothing that this route can answer.
  record NotAcceptable(String offered) implements Problem {}

  /// The body is larger than `bytesMax`.
  record BodyTooLarge(int bytesMax) implements Problem {}

  /// The caller did not send its body in time.
  record BodyTooSlow() implements Problem {}

  /// The body cannot be read at all: not JSON, not a form, or broken off.
  record MalformedBody(String detail) implements Problem {}

  /// The request itself breaks HTTP's rules or our limits on its head. `code` is the status that
  /// HTTP has for it: 400, 414, 431, 501 or 505.
  record BadRequest(int code, String detail) implements Problem {}

  /// Who is calling is not known.
  record Unauthenticated(Kind kind, String detail) implements Problem {}

  /// What is wrong with the caller's proof.
  enum Kind {
    MISSING,
    MALFORMED,
    EXPIRED,
    INVALID,
    REVOKED,
    /// A proof that may be used once was used again.
    REUSED
  }

  /// The caller is known, and may not do this.
  record Forbidden(String detail) implements Problem {}

  /// The request can be read and breaks rules; all of them are listed.
  record Invalid(List<Fault> faults) implements Problem {
    public Invalid {
      faults = List.copyOf(faults);
    }

    /// One fault alone.
    public static Invalid of(String pointer, String message) {
      return new Invalid(List.of(new Fault(pointer, message)));
    }
  }

  /// What is stored contradicts the request.
  record Conflict(String detail) implements Problem {}

  /// What the caller has seen, and names in `If-Match`, has changed since (RFC 9110, section
  /// 13.1.1).
  record PreconditionFailed(String detail) implements Problem {}

  /// A limit on what may exist is reached.
  record LimitExceeded(String detail) implements Problem {}

  /// The caller asks too often.
  record TooManyRequests(Duration retryAfter) implements Problem {}

  /// We cannot answer now; the same request may succeed later.
  record Unavailable(String detail, Duration retryAfter) implements Problem {

    /// For no reason that the caller could look into.
    public Unavailable(Duration retryAfter) {
      this("nothing was changed; try again in " + retryAfter.toSeconds() + " s", retryAfter);
    }
  }

  /// A bug of ours. Nothing of it is shown but the request id, by which the log has the rest.
  record Internal() implements Problem {}

  /// The status that fits in HTTP's own terms. A dialect may have to choose another.
  default int status() {
    return switch (this) {
      case MalformedBody _, Invalid _ -> 400;
      case BadRequest(int code, String _) -> code;
      case Unauthenticated _ -> 401;
      case Forbidden _ -> 403;
      case NotFound _ -> 404;
      case MethodNotAllowed _ -> 405;
      case NotAcceptable _ -> 406;
      case BodyTooSlow _ -> 408;
      case Conflict _ -> 409;
      case PreconditionFailed _ -> 412;
      case BodyTooLarge _ -> 413;
      case UnsupportedMediaType _ -> 415;
      case LimitExceeded _ -> 422;
      case TooManyRequests _ -> 429;
      case Internal _ -> 500;
      case Unavailable _ -> 503;
    };
  }

  /// What happened and what to do, in a sentence for a person.
  default String explanation() {
    return switch (this) {
      case NotFound(String detail) -> detail;
      case MethodNotAllowed(Set<HttpMethod> allow) -> "use " + sorted(allow);
      case UnsupportedMediaType(String expected) -> "send " + expected;
      case NotAcceptable(String offered) -> "accept " + offered;
      case BodyTooLarge(int bytesMax) -> "send at most " + bytesMax + " bytes";
      case BodyTooSlow() -> "the body did not arrive in time; send it again";
      case MalformedBody(String detail) -> detail;
      case BadRequest(int _, String detail) -> detail;
      case Unauthenticated(Kind _, String detail) -> detail;
      case Forbidden(String detail) -> detail;
      case Invalid(List<Fault> faults) ->
          faults.stream().map(Fault::toString).collect(Collectors.joining("; "));
      case Conflict(String detail) -> detail;
      case PreconditionFailed(String detail) -> detail;
      case LimitExceeded(String detail) -> detail;
      case TooManyRequests(Duration after) -> "try again in " + after.toSeconds() + " s";
      case Unavailable(String detail, Duration _) -> detail;
      case Internal() -> "this is our fault; quote the request id when you report it";
    };
  }

  private static String sorted(Set<HttpMethod> methods) {
    return methods.stream().sorted().map(Enum::name).collect(Collectors.joining(", "));
  }
}

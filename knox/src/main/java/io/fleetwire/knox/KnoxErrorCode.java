package io.fleetwire.knox;

import io.fleetwire.web.Problem;

/// The numbers and names of errors. Where the vendor documents one for a service of the family, it
/// is that one; the others are made after the same pattern, status first (contract 1.5, 2.6, 3.2).
enum KnoxErrorCode {
  RESOURCE_INVALID_PARAM(4000000),
  API_KEY_NON_UNIQUE_JWTID(4002250),
  ACCESS_TOKEN_TIMEOUT_VALIDITY_RESOURCE_INVALID_PARAM(4002251),
  /// Documented as 40122050 and as this; every printed answer has this.
  ACCESS_TOKEN_BAD_REQUEST(4012250),
  ACCESS_TOKEN_EXPIRED(4032251),
  ACCESS_TOKEN_INVALID(4032252),
  AUTHORIZATION_FAIL(40300000),
  RESOURCE_NOT_FOUND(4040000),
  METHOD_NOT_ALLOWED(4050000),
  NOT_ACCEPTABLE(4060000),
  REQUEST_TIMEOUT(4080000),
  RESOURCE_CONFLICT(4090000),
  PAYLOAD_TOO_LARGE(4130000),
  UNSUPPORTED_MEDIA_TYPE(4150000),
  LIMIT_EXCEEDED(4220000),
  TOO_MANY_REQUESTS(4290000),
  INTERNAL_SERVER_ERROR(50000000),
  SERVICE_UNAVAILABLE(50300000);

  private final int number;

  KnoxErrorCode(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  static KnoxErrorCode of(Problem problem) {
    return switch (problem) {
      case Problem.Invalid _, Problem.MalformedBody _, Problem.BadRequest _ ->
          RESOURCE_INVALID_PARAM;
      case Problem.Unauthenticated(Problem.Kind kind, String _) -> of(kind);
      case Problem.Forbidden _ -> AUTHORIZATION_FAIL;
      case Problem.NotFound _ -> RESOURCE_NOT_FOUND;
      case Problem.MethodNotAllowed _ -> METHOD_NOT_ALLOWED;
      case Problem.NotAcceptable _ -> NOT_ACCEPTABLE;
      case Problem.BodyTooSlow _ -> REQUEST_TIMEOUT;
      case Problem.Conflict _, Problem.PreconditionFailed _ -> RESOURCE_CONFLICT;
      case Problem.BodyTooLarge _ -> PAYLOAD_TOO_LARGE;
      case Problem.UnsupportedMediaType _ -> UNSUPPORTED_MEDIA_TYPE;
      case Problem.LimitExceeded _ -> LIMIT_EXCEEDED;
      case Problem.TooManyRequests _ -> TOO_MANY_REQUESTS;
      case Problem.Internal _ -> INTERNAL_SERVER_ERROR;
      case Problem.Unavailable _ -> SERVICE_UNAVAILABLE;
    };
  }

  private static KnoxErrorCode of(Problem.Kind kind) {
    return switch (kind) {
      case MISSING, MALFORMED -> ACCESS_TOKEN_BAD_REQUEST;
      case EXPIRED -> ACCESS_TOKEN_EXPIRED;
      case INVALID, REVOKED -> ACCESS_TOKEN_INVALID;
      case REUSED -> API_KEY_NON_UNIQUE_JWTID;
    };
  }
}

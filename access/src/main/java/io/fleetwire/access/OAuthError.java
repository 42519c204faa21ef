package io.fleetwire.access;

/// The error words of RFC 6749, sections 4.1.2.1 and 5.2.
public enum OAuthError {
  INVALID_REQUEST("invalid_request"),
  /// Answered with 401; all others of the token endpoint with 400.
  INVALID_CLIENT("invalid_client"),
  INVALID_GRANT("invalid_grant"),
  UNAUTHORIZED_CLIENT("unauthorized_client"),
  UNSUPPORTED_GRANT_TYPE("unsupported_grant_type"),
  UNSUPPORTED_RESPONSE_TYPE("unsupported_response_type"),
  INVALID_SCOPE("invalid_scope"),
  ACCESS_DENIED("access_denied");

  private final String code;

  OAuthError(String code) {
    this.code = code;
  }

  /// As it stands in the member `error`.
  public String code() {
    return code;
  }
}

package io.fleetwire.access;

import java.util.List;

/// A request to the token or the revocation endpoint, as it came: `form` is the body
/// (`application/x-www-form-urlencoded`, still encoded), `authorization` the values of that header,
/// `remoteAddress` whom to slow down when they keep failing.
public record TokenRequest(String form, List<String> authorization, String remoteAddress) {
  public TokenRequest {
    authorization = List.copyOf(authorization);
  }

  /// Without the body: it carries secrets.
  @Override
  public String toString() {
    return "TokenRequest[" + remoteAddress + "]";
  }
}

package io.fleetwire.web;

/// The methods that a route may have. HEAD is answered as GET is, and OPTIONS from the table unless
/// a route has it.
public enum HttpMethod {
  GET,
  HEAD,
  POST,
  PUT,
  PATCH,
  DELETE,
  OPTIONS,
  /// Any other word. No route has it.
  OTHER
}

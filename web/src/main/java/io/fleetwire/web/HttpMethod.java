package io.fleetwire.web;

/// The methods that a route may have. HEAD and OPTIONS are answered from the table, never routed.
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

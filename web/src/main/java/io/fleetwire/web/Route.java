package io.fleetwire.web;

import java.util.Set;

/// One line of the route table. `path` begins with a slash; a segment in braces, as in
/// `/kwn/v1/subscriptions/{id}`, matches any one segment and names it; `{rest...}` at the end
/// matches whatever follows. `query` are the query parameters that it reads; where its group
/// ignores others, it need not name them.
public record Route(
    HttpMethod method,
    String path,
    Authorization authorization,
    BodyRule body,
    Set<String> query,
    Handler handler) {
  public Route {
    query = Set.copyOf(query);
  }

  /// One that reads no query parameter.
  public Route(
      HttpMethod method, String path, Authorization authorization, BodyRule body, Handler handler) {
    this(method, path, authorization, body, Set.of(), handler);
  }

  /// The same, which reads these query parameters.
  public Route reading(String... names) {
    return new Route(method, path, authorization, body, Set.of(names), handler);
  }

  /// The same, answered by `other`.
  public Route by(Handler other) {
    return new Route(method, path, authorization, body, query, other);
  }
}

package io.fleetwire.web;

/// One line of the route table. `path` begins with a slash; a segment in braces, as in
/// `/kwn/v1/subscriptions/{id}`, matches any one segment and names it; `{rest...}` at the end
/// matches whatever follows.
public record Route(
    HttpMethod method, String path, Authorization authorization, BodyRule body, Handler handler) {}

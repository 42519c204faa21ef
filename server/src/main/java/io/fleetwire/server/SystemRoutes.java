package io.fleetwire.server;

import io.fleetwire.web.Authorization;
import io.fleetwire.web.BodyRule;
import io.fleetwire.web.Handler;
import io.fleetwire.web.HttpMethod;
import io.fleetwire.web.ProblemJson;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Route;
import io.fleetwire.web.RouteGroup;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The routes that belong to no slice: health, figures, and the description of all the others. They
/// are open, and tell nothing about any organization.
final class SystemRoutes {
  private final Health health;
  private final Metrics metrics;
  private final ApiDocs docs;

  SystemRoutes(Health health, Metrics metrics, ApiDocs docs) {
    this.health = health;
    this.metrics = metrics;
    this.docs = docs;
  }

  RouteGroup group() {
    return new RouteGroup(
        "/",
        new ProblemJson(),
        List.of(
            get("/", _ -> Reply.empty(302).with("Location", "/portal")),
            get("/health", health::live),
            get("/health/ready", health::ready),
            get("/metrics", _ -> figures()),
            get("/openapi.yaml", _ -> docs.description()),
            get("/docs", _ -> docs.page()),
            get("/docs/style.css", _ -> docs.style())));
  }

  private Reply figures() {
    return Reply.of(
        200,
        "text/plain; version=0.0.4; charset=utf-8",
        metrics.scrape().getBytes(StandardCharsets.UTF_8));
  }

  private static Route get(String path, Handler handler) {
    return new Route(HttpMethod.GET, path, new Authorization.Open(), new BodyRule.None(), handler);
  }
}

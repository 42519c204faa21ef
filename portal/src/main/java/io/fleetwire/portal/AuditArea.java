package io.fleetwire.portal;

import io.fleetwire.access.AuditEntry;
import io.fleetwire.access.AuditLog;
import io.fleetwire.access.AuditQuery;
import io.fleetwire.access.Permission;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/// Who changed what. Thread-safe.
final class AuditArea implements Area {
  /// A screen or two.
  private static final int PAGE = 50;

  private final Pages pages;
  private final AuditLog log;
  private final InstantSource clock;

  AuditArea(Pages pages, AuditLog log, InstantSource clock) {
    this.pages = pages;
    this.log = log;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(Paths.get(Place.AUDIT.path(), Set.of(Permission.ORGANIZATION), this::list));
  }

  private Reply list(Request request) {
    String actor = request.query("actor").orElse("").strip();
    String action = request.query("action").orElse("");
    long before = Numbers.asked(request, "before", Long.MAX_VALUE);
    AuditQuery query = new AuditQuery(request.principal().organization(), actor, action, before);
    Part<AuditEntry> part = Part.of(PAGE, max -> log.list(query, max));
    long older = part.hasMore() ? part.rows().getLast().number() : 0;
    AuditView view = new AuditView(actor, action, part.rows(), older, clock.instant());
    return pages.show(
        request,
        Heading.of(Place.AUDIT),
        (out, frame) -> JteAuditGenerated.render(out, NoInterceptor.INSTANCE, frame, view));
  }
}

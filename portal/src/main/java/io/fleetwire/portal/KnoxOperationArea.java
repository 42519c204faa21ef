package io.fleetwire.portal;

import io.fleetwire.access.Permission;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.knox.InventoryPage;
import io.fleetwire.knox.OperationDesk;
import io.fleetwire.knox.OperationReport;
import io.fleetwire.web.PageNumber;
import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Uploads and deletions with their progress, the inventory, and a form to try it. Thread-safe.
final class KnoxOperationArea implements Area {
  static final String UPLOAD = KnoxTab.OPERATIONS.path() + "/new";
  static final String REMOVE_SAMPLES = KnoxTab.DEVICES.path() + "/remove-samples";

  private static final String ONE = KnoxTab.OPERATIONS.path() + "/{operationId}";
  private static final String DELETE = KnoxTab.DEVICES.path() + "/delete";
  private static final Set<Permission> SETTINGS = Set.of(Permission.SETTINGS);

  /// What somebody may still be looking for; older ones are found by their id.
  private static final int NEWEST = 50;

  /// Enough to see something happen.
  private static final int SAMPLES = 10;

  private final Pages pages;
  private final OperationDesk desk;
  private final InstantSource clock;

  KnoxOperationArea(Pages pages, OperationDesk desk, InstantSource clock) {
    this.pages = pages;
    this.desk = desk;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Paths.get(KnoxTab.OPERATIONS.path(), SETTINGS, this::list),
        Paths.get(UPLOAD, SETTINGS, this::blank),
        Paths.post(UPLOAD, SETTINGS, this::upload),
        Paths.get(ONE, SETTINGS, this::one),
        Paths.get(KnoxTab.DEVICES.path(), SETTINGS, this::devices),
        Paths.post(DELETE, SETTINGS, this::delete),
        Paths.post(REMOVE_SAMPLES, SETTINGS, this::removeSamples));
  }

  private Reply list(Request request) {
    List<OperationRow> rows =
        desk.list(organization(request), NEWEST).stream()
            .map(report -> OperationRow.of(report, clock.instant()))
            .toList();
    return pages.show(
        request,
        KnoxTab.of(KnoxTab.OPERATIONS),
        (out, frame) -> JteOperationsGenerated.render(out, NoInterceptor.INSTANCE, frame, rows));
  }

  private Reply blank(Request request) {
    boolean samples = request.query("samples").isPresent();
    String text = samples ? desk.samples(SAMPLES) : "";
    return form(200, request, Fields.of(Map.of("identifiers", text)));
  }

  private Reply upload(Request request) {
    Fields fields = Fields.read(request.form(), List.of("identifiers"));
    return switch (desk.upload(request.principal(), fields.value("identifiers"))) {
      case OperationDesk.Answer.Accepted(String id) ->
          pages.goTo(KnoxTab.OPERATIONS.path() + "/" + id);
      case OperationDesk.Answer.Refused(String fault) ->
          form(422, request, fields.withFault("identifiers", fault));
    };
  }

  private Reply form(int status, Request request, Fields fields) {
    return pages.show(
        status,
        request,
        KnoxTab.below(KnoxTab.OPERATIONS, "Upload devices"),
        (out, frame) -> JteUploadGenerated.render(out, NoInterceptor.INSTANCE, frame, fields));
  }

  private Reply one(Request request) {
    boolean failedOnly = request.query("failed").isPresent();
    PageNumber page = request.page();
    OperationReport report =
        desk.find(organization(request), request.pathParameter("operationId"), failedOnly, page)
            .orElseThrow(
                () ->
                    new ProblemException(
                        new Problem.NotFound(
                            "your organization has no such operation; those that ended are kept"
                                + " for a while only")));
    OperationRow row = OperationRow.of(report, clock.instant());
    String path = row.path() + (failedOnly ? "?failed=on" : "?");
    OperationRow.Page view =
        new OperationRow.Page(row, failedOnly, new Pager(path, page, report.found()));
    return pages.show(
        request,
        KnoxTab.below(KnoxTab.OPERATIONS, row.title()),
        (out, frame) -> JteOperationGenerated.render(out, NoInterceptor.INSTANCE, frame, view));
  }

  private Reply devices(Request request) {
    String name = request.query("search").orElse("");
    PageNumber page = request.page();
    InventoryPage found = desk.devices(organization(request), name, page);
    String path = KnoxTab.DEVICES.path() + "?search=" + Here.encoded(name);
    InventoryView view =
        new InventoryView(name, found, new Pager(path, page, found.total()), clock.instant());
    return pages.show(
        request,
        KnoxTab.of(KnoxTab.DEVICES),
        (out, frame) -> JteInventoryGenerated.render(out, NoInterceptor.INSTANCE, frame, view));
  }

  private Reply delete(Request request) {
    String identifier = request.form().find("identifier").orElse("");
    return begun(desk.delete(request.principal(), identifier));
  }

  private Reply removeSamples(Request request) {
    return begun(desk.deleteSamples(request.principal()));
  }

  private Reply begun(OperationDesk.Answer answer) {
    return switch (answer) {
      case OperationDesk.Answer.Accepted(String id) ->
          pages.goTo(KnoxTab.OPERATIONS.path() + "/" + id);
      case OperationDesk.Answer.Refused(String fault) ->
          pages.goTo(KnoxTab.DEVICES.path(), "Nothing was deleted: " + fault + ".");
    };
  }

  private static OrganizationId organization(Request request) {
    return request.principal().organization();
  }
}

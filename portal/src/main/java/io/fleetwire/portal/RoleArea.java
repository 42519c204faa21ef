package io.fleetwire.portal;

import io.fleetwire.access.Directory;
import io.fleetwire.access.DirectoryAnswer;
import io.fleetwire.access.Permission;
import io.fleetwire.access.Permissions;
import io.fleetwire.access.Role;
import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Roles: those that every organization has, and its own. Thread-safe.
final class RoleArea implements Area {
  private static final Set<Permission> ORGANIZATION = Set.of(Permission.ORGANIZATION);
  private static final String ALL = PeopleTab.ROLES.path();
  private static final String NEW = ALL + "/new";
  private static final String ONE = ALL + "/{roleCode}";

  private final Pages pages;
  private final Directory directory;

  RoleArea(Pages pages, Directory directory) {
    this.pages = pages;
    this.directory = directory;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Paths.get(ALL, ORGANIZATION, this::list),
        Paths.get(NEW, ORGANIZATION, request -> form(200, request, "", FRESH)),
        Paths.post(NEW, ORGANIZATION, request -> save(request, "")),
        Paths.get(ONE, ORGANIZATION, this::edit),
        Paths.post(ONE, ORGANIZATION, request -> save(request, known(request).code())),
        Paths.get(ONE + "/delete", ORGANIZATION, this::askDeletion),
        Paths.post(ONE + "/delete", ORGANIZATION, this::delete));
  }

  private static final Fields FRESH =
      Fields.of(
          Map.of(
              RoleFormView.field(Permission.LOGIN), "on",
              RoleFormView.field(Permission.LOGOUT), "on"));

  private Reply list(Request request) {
    List<Role> roles = directory.roles(request.principal().organization());
    return pages.show(
        request,
        Heading.below(Place.PEOPLE, PeopleTab.ROLES.label(), Place.PEOPLE.crumb()),
        (out, frame) -> JteRolesGenerated.render(out, NoInterceptor.INSTANCE, frame, roles));
  }

  private Reply edit(Request request) {
    Role role = known(request);
    return form(200, request, role.code(), RoleFormView.fields(role));
  }

  private Reply form(int status, Request request, String code, Fields fields) {
    RoleFormView view = view(request, code, fields);
    return pages.show(
        status,
        request,
        PeopleTab.below(PeopleTab.ROLES, view.title()),
        (out, frame) -> JteRoleFormGenerated.render(out, NoInterceptor.INSTANCE, frame, view));
  }

  private static RoleFormView view(Request request, String code, Fields fields) {
    return new RoleFormView(code, fields, request.principal().person().permissions());
  }

  private Reply save(Request request, String code) {
    List<String> names = new ArrayList<>(List.of("name"));
    Arrays.stream(Permission.values()).map(RoleFormView::field).forEach(names::add);
    Fields fields = Fields.read(request.form(), names);
    Permissions permissions =
        new Permissions(
            Arrays.stream(Permission.values())
                .filter(permission -> fields.isOn(RoleFormView.field(permission)))
                .collect(Collectors.toSet()));
    String name = fields.value("name").strip();
    return switch (directory.saveRole(request.principal(), code, name, permissions)) {
      case DirectoryAnswer.ChangedRole(Role role) ->
          pages.goTo(ALL, "The role “" + role.name() + "” was saved.");
      case DirectoryAnswer.Refused(String field, String message) ->
          form(422, request, code, fields.withFault(field, message));
      case DirectoryAnswer.NotAllowed(String message) ->
          form(422, request, code, fields.withFault("name", message));
      case DirectoryAnswer.Unknown() -> throw unknown();
      case DirectoryAnswer.ChangedUser _, DirectoryAnswer.NewUser _ ->
          throw new AssertionError("a role was to be changed");
    };
  }

  private Reply askDeletion(Request request) {
    RoleFormView view = view(request, known(request).code(), Fields.EMPTY);
    return pages.ask(request, Place.PEOPLE, view.deletion());
  }

  private Reply delete(Request request) {
    Role known = known(request);
    return switch (directory.removeRole(request.principal(), known.code())) {
      case DirectoryAnswer.ChangedRole(Role role) ->
          pages.goTo(ALL, "The role “" + role.name() + "” was deleted.");
      case DirectoryAnswer.Refused(String _, String message) ->
          form(422, request, known.code(), RoleFormView.fields(known).withFault("name", message));
      case DirectoryAnswer.NotAllowed(String message) ->
          throw new ProblemException(new Problem.Forbidden(message));
      case DirectoryAnswer.Unknown() -> throw unknown();
      case DirectoryAnswer.ChangedUser _, DirectoryAnswer.NewUser _ ->
          throw new AssertionError("a role was to be deleted");
    };
  }

  /// One of the organization's own.
  private Role known(Request request) {
    String code = request.pathParameter("roleCode");
    return directory.roles(request.principal().organization()).stream()
        .filter(role -> role.code().equals(code) && code.startsWith("role-"))
        .findFirst()
        .orElseThrow(RoleArea::unknown);
  }

  private static ProblemException unknown() {
    return new ProblemException(
        new Problem.NotFound(
            "your organization has made no such role; owner, admin and member"
                + " are the same everywhere"));
  }
}

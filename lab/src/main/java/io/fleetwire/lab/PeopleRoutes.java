package io.fleetwire.lab;

import io.fleetwire.access.AuditEntry;
import io.fleetwire.access.AuditLog;
import io.fleetwire.access.Directory;
import io.fleetwire.access.DirectoryAnswer;
import io.fleetwire.access.Permission;
import io.fleetwire.access.Permissions;
import io.fleetwire.access.Principal;
import io.fleetwire.access.Role;
import io.fleetwire.access.User;
import io.fleetwire.access.UserChange;
import io.fleetwire.access.UserId;
import io.fleetwire.engine.Secret;
import io.fleetwire.web.Authorization;
import io.fleetwire.web.BodyRule;
import io.fleetwire.web.Handler;
import io.fleetwire.web.HttpMethod;
import io.fleetwire.web.JsonBody;
import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;

/// The operations on people and roles, and the log of changes: what the room access does, in the
/// form of this one.
final class PeopleRoutes {
  private static final BodyRule BODY = new BodyRule.Json(8 * 1024);
  private static final BodyRule NOTHING = new BodyRule.None();
  private static final String USERS = "/v2/users";
  private static final String ROLES = "/v2/roles";

  private final Directory directory;
  private final AuditLog audit;

  PeopleRoutes(Directory directory, AuditLog audit) {
    this.directory = directory;
    this.audit = audit;
  }

  List<Route> routes() {
    return List.of(
        read(USERS, this::users).reading("page", "size"),
        write(HttpMethod.POST, USERS, this::invite),
        write(HttpMethod.PUT, USERS + "/{userId}", this::changeUser),
        write(HttpMethod.DELETE, USERS + "/{userId}", this::removeUser),
        read(ROLES, this::roles),
        write(HttpMethod.POST, ROLES, this::createRole),
        write(HttpMethod.PUT, ROLES + "/{roleId}", this::replaceRole),
        write(HttpMethod.DELETE, ROLES + "/{roleId}", this::removeRole),
        read("/v2/audit-log", this::log).reading("before"));
  }

  private static Route read(String path, Handler handler) {
    return write(HttpMethod.GET, path, handler);
  }

  private static Route write(HttpMethod method, String path, Handler handler) {
    boolean bare = method == HttpMethod.GET || method == HttpMethod.DELETE;
    return new Route(
        method,
        path,
        new Authorization.Person(Permission.ORGANIZATION),
        bare ? NOTHING : BODY,
        handler);
  }

  private Reply users(Request request) {
    Paging paging = Paging.of(request);
    List<User> users = directory.users(request.principal().organization());
    return Reply.json(
        200,
        LabJson.object(
            json -> {
              json.writeArrayPropertyStart("users");
              for (User user : paging.of(users)) {
                json.writeStartObject();
                members(json, user);
                json.writeEndObject();
              }
              json.writeEndArray();
              json.writeNumberProperty("total", users.size());
            }));
  }

  private Reply invite(Request request) {
    JsonBody body = request.json();
    body.refuseOthers(Set.of("email", "role"));
    String email = body.string("email");
    String role = body.string("role");
    body.check();
    return reply(201, directory.invite(request.principal(), email, role));
  }

  /// Changes all that is named, or nothing.
  private Reply changeUser(Request request) {
    UserId id = user(request);
    Principal caller = request.principal();
    JsonBody body = request.json();
    body.refuseOthers(Set.of("role", "enabled", "username"));
    UserChange wish = wish(body);
    boolean exists =
        directory.users(caller.organization()).stream().anyMatch(user -> user.id().equals(id));
    if (!exists) {
      throw PathNumber.unknown("user", id);
    }
    body.check();
    return reply(200, directory.change(caller, id, wish));
  }

  private static UserChange wish(JsonBody body) {
    Optional<String> role = body.findString("role");
    Optional<String> username = body.findString("username");
    Optional<Boolean> enabled =
        body.has("enabled") ? Optional.of(body.bool("enabled", true)) : Optional.empty();
    if (role.isEmpty() && username.isEmpty() && enabled.isEmpty()) {
      body.fault("role", "required, or enabled, or username");
    }
    return new UserChange(role, username, enabled);
  }

  private Reply removeUser(Request request) {
    reply(200, directory.remove(request.principal(), user(request)));
    return Reply.empty(204);
  }

  private static UserId user(Request request) {
    return new UserId(PathNumber.of(request, "userId", "user"));
  }

  private Reply roles(Request request) {
    List<Role> roles = directory.roles(request.principal().organization());
    return Reply.json(
        200,
        LabJson.object(
            json -> {
              json.writeArrayPropertyStart("roles");
              for (Role role : roles) {
                json.writeStartObject();
                members(json, role);
                json.writeEndObject();
              }
              json.writeEndArray();
            }));
  }

  private Reply createRole(Request request) {
    return reply(201, saveRole(request, ""));
  }

  private Reply replaceRole(Request request) {
    String code = request.pathParameter("roleId");
    boolean exists =
        directory.roles(request.principal().organization()).stream()
            .anyMatch(role -> role.code().equals(code));
    if (!exists) {
      throw PathNumber.unknown("role", code);
    }
    return reply(200, saveRole(request, code));
  }

  private DirectoryAnswer saveRole(Request request, String code) {
    JsonBody body = request.json();
    body.refuseOthers(Set.of("name", "permissions"));
    String name = LabBody.line(body, "name", Role.NAME_LENGTH_MAX);
    Set<Permission> permissions = EnumSet.noneOf(Permission.class);
    for (String wanted : body.findStrings("permissions", Permission.values().length)) {
      Permission.find(wanted)
          .ifPresentOrElse(permissions::add, () -> body.fault("permissions", unknown(wanted)));
    }
    body.check();
    return directory.saveRole(request.principal(), code, name, new Permissions(permissions));
  }

  private static String unknown(String permission) {
    String all =
        Stream.of(Permission.values()).map(Permission::code).collect(Collectors.joining(", "));
    return "there is no permission " + LabBody.shown(permission) + "; there are " + all;
  }

  private Reply removeRole(Request request) {
    reply(200, directory.removeRole(request.principal(), request.pathParameter("roleId")));
    return Reply.empty(204);
  }

  private Reply log(Request request) {
    String before = request.query("before").orElse("9".repeat(18));
    if (!before.matches("[0-9]{1,18}")) {
      throw new ProblemException(Problem.Invalid.of("before", "the number of an entry"));
    }
    List<AuditEntry> entries =
        audit.list(request.principal().organization(), Long.parseLong(before), AuditLog.PAGE_MAX);
    return Reply.json(
        200,
        LabJson.object(
            json -> {
              json.writeArrayPropertyStart("entries");
              entries.forEach(entry -> write(json, entry));
              json.writeEndArray();
            }));
  }

  private static Reply reply(int status, DirectoryAnswer answer) {
    return switch (answer) {
      case DirectoryAnswer.ChangedUser(User user) ->
          Reply.json(status, LabJson.object(json -> members(json, user)));
      case DirectoryAnswer.ChangedRole(Role role) ->
          Reply.json(status, LabJson.object(json -> members(json, role)));
      case DirectoryAnswer.NewUser(User user, Secret password) ->
          Reply.json(
              status,
              LabJson.object(
                  json -> {
                    members(json, user);
                    json.writeStringProperty("password", password.reveal());
                  }));
      case DirectoryAnswer.Unknown() ->
          throw new ProblemException(
              new Problem.NotFound("there is no such user or role in your organization"));
      case DirectoryAnswer.Refused(String field, String message) ->
          throw new ProblemException(Problem.Invalid.of("/" + field, message));
      case DirectoryAnswer.NotAllowed(String message) ->
          throw new ProblemException(new Problem.Forbidden(message));
    };
  }

  private static void members(JsonGenerator json, User user) {
    json.writeNumberProperty("id", user.id().value());
    json.writeStringProperty("email", user.email());
    json.writeStringProperty("username", user.username());
    json.writeStringProperty("role", user.role().code());
    json.writeBooleanProperty("enabled", user.enabled());
  }

  private static void members(JsonGenerator json, Role role) {
    json.writeStringProperty("id", role.code());
    json.writeStringProperty("name", role.name());
    json.writeArrayPropertyStart("permissions");
    role.permissions().all().forEach(permission -> json.writeString(permission.code()));
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, AuditEntry entry) {
    json.writeStartObject();
    json.writeNumberProperty("number", entry.number());
    json.writeStringProperty("at", LabTime.text(entry.at()));
    json.writeStringProperty("actor", entry.actor());
    json.writeStringProperty("action", entry.action());
    json.writeStringProperty("subject", entry.subject());
    json.writeStringProperty("detail", entry.detail());
    json.writeEndObject();
  }
}

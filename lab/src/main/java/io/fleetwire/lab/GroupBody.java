package io.fleetwire.lab;

import io.fleetwire.engine.OrganizationId;
import io.fleetwire.web.JsonBody;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads what somebody wants of teams and bundles, in the words of the API, and notes the faults in
/// the body: what is read may be used only after {@link JsonBody#check}.
public final class GroupBody {
  private GroupBody() {}

  /// The body of POST and PUT. `id` is 0 for a group that is to be made.
  public static Group wish(JsonBody body, OrganizationId organization, Group.Kind kind, long id) {
    return switch (kind) {
      case TEAM -> {
        body.refuseOthers(Set.of("name", "enabled", "deviceIds", "memberIds"));
        boolean enabled = body.bool("enabled", true);
        List<Long> devices = devices(body, "deviceIds");
        yield new Group(
            id, organization, kind, name(body), "", "", enabled, devices, members(body));
      }
      case BUNDLE -> {
        body.refuseOthers(Set.of("name", "deviceIds", "platform"));
        String platform = platform(body);
        List<Long> devices = devices(body, "deviceIds");
        yield new Group(id, organization, kind, name(body), platform, "", true, devices, List.of());
      }
    };
  }

  /// The body of PATCH. A bundle's operating system does not change.
  public static GroupChange change(JsonBody body, Group.Kind kind) {
    body.refuseOthers(
        switch (kind) {
          case TEAM -> Set.of("name", "enabled", "memberIds", "addDeviceIds", "removeDeviceIds");
          case BUNDLE -> Set.of("name", "addDeviceIds", "removeDeviceIds");
        });
    return new GroupChange(
        body.has("name") ? Optional.of(name(body)) : Optional.empty(),
        body.has("enabled") ? Optional.of(body.bool("enabled", true)) : Optional.empty(),
        body.has("memberIds") ? Optional.of(members(body)) : Optional.empty(),
        devices(body, "addDeviceIds"),
        devices(body, "removeDeviceIds"));
  }

  /// The body that names a clone.
  public static String nameOfClone(JsonBody body) {
    body.refuseOthers(Set.of("name"));
    return name(body);
  }

  private static String name(JsonBody body) {
    return LabBody.line(body, "name", Group.NAME_LENGTH_MAX);
  }

  private static List<Long> devices(JsonBody body, String name) {
    return LabBody.numbers(body, name, Group.DEVICES_MAX);
  }

  private static List<Long> members(JsonBody body) {
    return LabBody.numbers(body, "memberIds", Group.MEMBERS_MAX);
  }

  private static String platform(JsonBody body) {
    String platform = body.string("platform");
    if (body.node("platform").isString() && Platform.find(platform).isEmpty()) {
      body.fault("platform", "Android or iOS: a bundle has devices of one operating system");
    }
    return platform;
  }
}

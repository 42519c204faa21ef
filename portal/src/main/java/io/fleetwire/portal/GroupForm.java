package io.fleetwire.portal;

import io.fleetwire.access.User;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.lab.Group;
import io.fleetwire.lab.GroupBody;
import io.fleetwire.lab.GroupChange;
import io.fleetwire.web.Form;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The form that makes and changes a team or a bundle. People are named by their email, one a line.
/// Pure.
final class GroupForm {
  /// Members of the API's words that stand in a field of another name.
  static final Map<String, String> NAMES = Map.of("memberIds", "people", "deviceIds", "udids");

  private GroupForm() {}

  static Fields fields(Form form) {
    return Fields.read(form, List.of("name", "people", "platform", "disabled"));
  }

  /// Without members who have left the organization.
  static Fields of(Group group, List<User> users) {
    Map<Long, String> emails =
        users.stream().collect(Collectors.toMap(user -> user.id().value(), User::email));
    String people =
        group.members().stream()
            .flatMap(id -> Stream.ofNullable(emails.get(id)))
            .collect(Collectors.joining("\n"));
    return Fields.of(
        Map.of(
            "name",
            group.name(),
            "people",
            people,
            "platform",
            group.platform(),
            "disabled",
            group.enabled() ? "" : "on"));
  }

  static Heard<Group> wish(
      Fields fields, OrganizationId organization, Group.Kind kind, List<User> users) {
    ObjectNode wish = JsonNodeFactory.instance.objectNode();
    wish.put("name", fields.value("name"));
    Fields checked = fields;
    switch (kind) {
      case TEAM -> checked = putTeam(wish, fields, users);
      case BUNDLE -> wish.put("platform", fields.value("platform"));
    }
    return Heard.of(wish, checked, NAMES, body -> GroupBody.wish(body, organization, kind, 0));
  }

  static Heard<GroupChange> change(Fields fields, Group.Kind kind, List<User> users) {
    ObjectNode wish = JsonNodeFactory.instance.objectNode();
    wish.put("name", fields.value("name"));
    Fields checked = kind == Group.Kind.TEAM ? putTeam(wish, fields, users) : fields;
    return Heard.of(wish, checked, NAMES, body -> GroupBody.change(body, kind));
  }

  /// The name of a team that is made like another one.
  static Heard<String> nameOfClone(Fields fields) {
    ObjectNode wish = JsonNodeFactory.instance.objectNode();
    wish.put("name", fields.value("copy"));
    return Heard.of(wish, fields, Map.of("name", "copy"), GroupBody::nameOfClone);
  }

  private static Fields putTeam(ObjectNode wish, Fields fields, List<User> users) {
    wish.put("enabled", !fields.isOn("disabled"));
    return putPeople(wish, fields, users);
  }

  private static Fields putPeople(ObjectNode wish, Fields fields, List<User> users) {
    Map<String, Long> ids = new HashMap<>();
    users.forEach(user -> ids.put(user.email().toLowerCase(Locale.ROOT), user.id().value()));
    Fields checked = fields;
    ArrayNode members = wish.putArray("memberIds");
    for (String email : words(fields.value("people"))) {
      Long id = ids.get(email.toLowerCase(Locale.ROOT));
      if (id == null) {
        checked = checked.withFault("people", "There is nobody “" + email + "” here.");
      } else {
        members.add(id.longValue());
      }
    }
    return checked;
  }

  /// Words between blanks, commas, semicolons and ends of lines.
  static List<String> words(String text) {
    return Stream.of(text.split("[,;\\s]+")).filter(word -> !word.isEmpty()).distinct().toList();
  }
}

package io.fleetwire.portal;

import io.fleetwire.engine.GivenNumber;
import io.fleetwire.lab.Activity;
import io.fleetwire.lab.Scope;
import io.fleetwire.lab.Webhook;
import io.fleetwire.lab.WebhookDraft;
import io.fleetwire.lab.WebhookOptions;
import io.fleetwire.web.Form;
import io.fleetwire.web.JsonBody;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The form that makes and changes a webhook. It says what a program would say to the API, so that
/// both follow the same rules, and puts what is wrong beside the field that says it. Pure.
final class WebhookForm {
  /// Before the type of an event in the name of its switch.
  static final String EVENT = "event.";

  private static final String PLATFORM = "platform.";

  /// Fields that hold one text each.
  private static final List<String> TEXTS =
      List.of(
          "name",
          "url",
          "description",
          "offlineGraceSeconds",
          "flapLimit",
          "flapWindowSeconds",
          "format",
          "template",
          "teams",
          "bundles",
          "tags",
          "hosts",
          "devices");

  private static final List<String> SWITCHES = List.of("suppressHostDown");

  private WebhookForm() {}

  /// All fields as they were typed.
  static Fields fields(Form form) {
    List<String> names = new ArrayList<>(TEXTS);
    names.addAll(SWITCHES);
    Activity.ALL.forEach(activity -> names.add(EVENT + activity.type().name()));
    platforms().forEach(platform -> names.add(PLATFORM + platform));
    return Fields.read(form, names);
  }

  static Stream<String> platforms() {
    return Stream.of("Android", "iOS");
  }

  /// The form of a webhook that is not there yet.
  static Fields empty() {
    return Fields.of(Map.of("format", "standard", "flapWindowSeconds", "600"));
  }

  /// The form of one that is.
  static Fields of(Webhook webhook) {
    WebhookDraft draft = webhook.draft();
    WebhookOptions options = draft.options();
    Scope scope = options.scope();
    Map<String, String> values = new HashMap<>();
    values.put("name", draft.name());
    values.put("url", draft.url());
    values.put("description", draft.description());
    draft.activities().forEach(activity -> values.put(EVENT + activity.type().name(), "on"));
    values.put("offlineGraceSeconds", number(options.offlineGrace().toSeconds()));
    values.put("flapLimit", number(options.flapLimit()));
    values.put("flapWindowSeconds", number(options.flapWindow().toSeconds()));
    values.put("suppressHostDown", options.quietHosts() ? "on" : "");
    values.put("format", options.shape().code());
    values.put("template", options.template());
    values.put("teams", joined(scope.teams()));
    values.put("bundles", joined(scope.bundles()));
    values.put("tags", joined(scope.tags()));
    values.put("hosts", joined(scope.hosts()));
    values.put("devices", joined(scope.devices()));
    scope.platforms().forEach(platform -> values.put(PLATFORM + platform.label(), "on"));
    return Fields.of(values);
  }

  /// What is asked for, as `reader` hears it, or the same fields with what is wrong beside them.
  static Heard<WebhookDraft> read(Fields fields, Function<JsonBody, WebhookDraft> reader) {
    Fields checked = fields;
    ObjectNode wish = JsonNodeFactory.instance.objectNode();
    wish.put("name", fields.value("name"));
    wish.put("url", fields.value("url").strip());
    // Browsers send line ends as two letters, which would count twice.
    wish.put("description", fields.value("description").replace("\r\n", "\n"));
    ArrayNode events = wish.putArray("events");
    Activity.ALL.stream()
        .map(activity -> activity.type().name())
        .filter(type -> fields.isOn(EVENT + type))
        .forEach(events::add);
    if (events.isEmpty()) {
      checked = checked.withFault("events", "Switch on at least one event.");
    }
    for (String name : List.of("offlineGraceSeconds", "flapLimit", "flapWindowSeconds")) {
      checked = putNumber(wish, checked, name);
    }
    wish.put("suppressHostDown", fields.isOn("suppressHostDown"));
    wish.put("format", fields.value("format").isEmpty() ? "standard" : fields.value("format"));
    wish.put("template", fields.value("template").replace("\r\n", "\n"));
    checked = putScope(wish.putObject("scope"), checked);
    return Heard.of(wish, checked, Map.of(), reader);
  }

  private static Fields putNumber(ObjectNode wish, Fields fields, String name) {
    String text = fields.value(name).strip();
    if (text.isEmpty()) {
      return fields;
    }
    if (!text.matches("[0-9]{1,9}")) {
      return fields.withFault(name, "A whole number.");
    }
    wish.put(name, Integer.parseInt(text));
    return fields;
  }

  private static Fields putScope(ObjectNode scope, Fields fields) {
    Fields checked = fields;
    for (String name : List.of("teams", "bundles", "hosts", "devices")) {
      ArrayNode numbers = scope.putArray(name);
      for (String text : words(fields.value(name))) {
        Optional<Long> number = GivenNumber.find(text);
        number.ifPresent(numbers::add);
        if (number.isEmpty()) {
          checked = checked.withFault(name, "Numbers with commas between them, not " + text + ".");
        }
      }
    }
    ArrayNode tags = scope.putArray("tags");
    words(fields.value("tags")).forEach(tags::add);
    ArrayNode platforms = scope.putArray("platforms");
    platforms().filter(platform -> fields.isOn(PLATFORM + platform)).forEach(platforms::add);
    return checked;
  }

  private static List<String> words(String text) {
    return Stream.of(text.split("[,\\s]+")).filter(word -> !word.isEmpty()).toList();
  }

  private static String joined(Collection<?> values) {
    return String.join(", ", values.stream().map(Object::toString).sorted().toList());
  }

  private static String number(long value) {
    return value == 0 ? "" : Long.toString(value);
  }
}

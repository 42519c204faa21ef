package io.fleetwire.lab;

import io.fleetwire.web.JsonBody;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/// What a webhook may have that the vendor's do not; none of it unless it is asked for. Immutable.
///
/// @param offlineGrace how long a device must be offline before that is told; a shorter spell is
///   not told at all, and neither is its end
/// @param flapLimit how often a device may change within `flapWindow`; beyond, nothing is told
///   until it has been quiet for as long. 0 is no limit
/// @param quietHosts whether a host that is down keeps its devices from being told of as offline
/// @param template what a chat says, with names in double braces for what they stand for
public record WebhookOptions(
    Scope scope,
    Duration offlineGrace,
    int flapLimit,
    Duration flapWindow,
    boolean quietHosts,
    Shape shape,
    String template) {
  /// What the form of a body is.
  public enum Shape {
    /// The vendor's nine members.
    STANDARD,
    /// A message for an incoming webhook of Slack.
    SLACK,
    /// A message with an adaptive card, for a workflow of Teams.
    TEAMS;

    /// As the API writes it.
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static final Set<String> MEMBERS =
      Set.of(
          "scope",
          "offlineGraceSeconds",
          "flapLimit",
          "flapWindowSeconds",
          "suppressHostDown",
          "format",
          "template");

  static final WebhookOptions NONE =
      new WebhookOptions(
          Scope.ALL, Duration.ZERO, 0, Duration.ofMinutes(10), false, Shape.STANDARD, "");

  /// A day: longer, and it is no longer news.
  private static final JsonBody.Range GRACE = new JsonBody.Range(0, 86_400);

  private static final JsonBody.Range FLAPS = new JsonBody.Range(0, 1_000);
  private static final JsonBody.Range WINDOW = new JsonBody.Range(10, 86_400);

  /// A chat shows no more at a glance.
  private static final int TEMPLATE_LENGTH_MAX = 1_000;

  /// Whether what it is shown of a device may lag behind the device.
  boolean isPatient() {
    return !offlineGrace.isZero() || flapLimit > 0 || quietHosts;
  }

  /// The same, about what is called otherwise now.
  WebhookOptions retagged(String from, String to) {
    return new WebhookOptions(
        scope.retagged(from, to), offlineGrace, flapLimit, flapWindow, quietHosts, shape, template);
  }

  /// Reads the members of a webhook's body, and notes their faults there.
  static WebhookOptions read(JsonBody body) {
    String template = body.findString("template").orElse("");
    int length = template.codePointCount(0, template.length());
    if (length > TEMPLATE_LENGTH_MAX) {
      body.fault("template", "at most " + TEMPLATE_LENGTH_MAX + " characters, not " + length);
    }
    ChatMessage.faultOfTemplate(template).ifPresent(fault -> body.fault("template", fault));
    Shape shape = shape(body);
    if (!template.isEmpty() && shape == Shape.STANDARD) {
      body.fault("template", "only with the format slack or teams");
    }
    return new WebhookOptions(
        body.has("scope") ? scope(body.object("scope")) : Scope.ALL,
        Duration.ofSeconds(body.integer("offlineGraceSeconds", GRACE, 0)),
        body.integer("flapLimit", FLAPS, 0),
        Duration.ofSeconds(
            body.integer("flapWindowSeconds", WINDOW, (int) NONE.flapWindow.toSeconds())),
        body.bool("suppressHostDown", false),
        shape,
        template);
  }

  private static Shape shape(JsonBody body) {
    String code = body.findString("format").orElse(Shape.STANDARD.code());
    Optional<Shape> shape =
        List.of(Shape.values()).stream().filter(s -> s.code().equals(code)).findFirst();
    if (shape.isEmpty()) {
      body.fault("format", "standard, slack or teams");
    }
    return shape.orElse(Shape.STANDARD);
  }

  private static Scope scope(JsonBody body) {
    body.refuseOthers(Set.of("teams", "bundles", "tags", "platforms", "hosts", "devices"));
    Set<Platform> platforms = EnumSet.noneOf(Platform.class);
    for (String label : body.findStrings("platforms", 2)) {
      Platform.find(label)
          .ifPresentOrElse(platforms::add, () -> body.fault("platforms", "Android and iOS"));
    }
    return new Scope(
        numbers(body, "teams"),
        numbers(body, "bundles"),
        new HashSet<>(body.findStrings("tags", Scope.VALUES_MAX)),
        platforms,
        numbers(body, "hosts"),
        numbers(body, "devices"));
  }

  private static Set<Long> numbers(JsonBody body, String name) {
    return Set.copyOf(LabBody.numbers(body, name, Scope.VALUES_MAX));
  }

  /// The members that {@link #read} reads.
  void write(JsonGenerator json) {
    json.writeObjectPropertyStart("scope");
    numbers(json, "teams", scope.teams());
    numbers(json, "bundles", scope.bundles());
    texts(json, "tags", scope.tags().stream().sorted().toList());
    texts(json, "platforms", scope.platforms().stream().map(Platform::label).sorted().toList());
    numbers(json, "hosts", scope.hosts());
    numbers(json, "devices", scope.devices());
    json.writeEndObject();
    json.writeNumberProperty("offlineGraceSeconds", offlineGrace.toSeconds());
    json.writeNumberProperty("flapLimit", flapLimit);
    json.writeNumberProperty("flapWindowSeconds", flapWindow.toSeconds());
    json.writeBooleanProperty("suppressHostDown", quietHosts);
    json.writeStringProperty("format", shape.code());
    json.writeStringProperty("template", template);
  }

  private static void numbers(JsonGenerator json, String name, Set<Long> numbers) {
    json.writeArrayPropertyStart(name);
    numbers.stream().sorted().forEach(json::writeNumber);
    json.writeEndArray();
  }

  private static void texts(JsonGenerator json, String name, List<String> texts) {
    json.writeArrayPropertyStart(name);
    texts.forEach(json::writeString);
    json.writeEndArray();
  }
}

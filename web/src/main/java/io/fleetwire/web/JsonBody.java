package io.fleetwire.web;

import io.fleetwire.web.Problem.Fault;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the members of a JSON object and collects every fault before it complains.
///
/// A reader of a required member answers something harmless when the member is missing or of
/// another type, and notes a fault; {@link #check} then throws them all. Nothing that was read may
/// be used before. A member that is null counts as absent. Confined to one request.
public final class JsonBody {
  /// Whoever sends ten thousand bad elements learns enough from the first hundred.
  private static final int FAULTS_MAX = 100;

  private final JsonNode node;
  private final String pointer;
  private final Faults faults;

  private JsonBody(JsonNode node, String pointer, Faults faults) {
    this.node = node;
    this.pointer = pointer;
    this.faults = faults;
  }

  /// Those of a whole body, and the places where nothing could be read: of what was put in their
  /// stead nothing more is said.
  private record Faults(List<Fault> noted, Set<String> unread) {
    Faults() {
      this(new ArrayList<>(), new HashSet<>());
    }

    void note(String where, String message) {
      if (noted.size() < FAULTS_MAX && !unread.contains(where)) {
        noted.add(new Fault(where, message));
      }
    }

    void miss(String where, String message) {
      note(where, message);
      unread.add(where);
    }
  }

  /// Reads a body. Throws a problem when it is not JSON, or not an object.
  public static JsonBody parse(byte[] body) {
    JsonNode value = Json.parse(body);
    if (!value.isObject()) {
      throw new ProblemException(Problem.Invalid.of("", "required object"));
    }
    return new JsonBody(value, "", new Faults());
  }

  /// Reads an object that is at hand.
  public static JsonBody of(ObjectNode object) {
    return new JsonBody(object, "", new Faults());
  }

  /// Whether the member is there and not null.
  public boolean has(String name) {
    return node.has(name) && !node.get(name).isNull();
  }

  /// The value of a member as it is; a missing node when it is absent or null.
  public JsonNode node(String name) {
    return has(name) ? node.get(name) : MissingNode.getInstance();
  }

  /// A required string; it may be empty. What is missing is read as empty, too, with its fault
  /// noted.
  public String string(String name) {
    if (!node(name).isString()) {
      miss(name, "required string");
      return "";
    }
    return node(name).stringValue();
  }

  /// A string, if there is one.
  public Optional<String> findString(String name) {
    return has(name) ? Optional.of(string(name)) : Optional.empty();
  }

  /// A required array with 1 to `max` strings.
  public List<String> strings(String name, int max) {
    JsonNode array = node(name);
    if (!array.isArray() || array.isEmpty()) {
      miss(name, "required array of at least one string");
      return List.of();
    }
    if (array.size() > max) {
      miss(name, "at most " + max + " elements, not " + array.size());
      return List.of();
    }
    List<String> strings = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      if (array.get(i).isString()) {
        strings.add(array.get(i).stringValue());
      } else {
        faults.miss(pointerTo(name) + "/" + i, "required string");
      }
    }
    return strings;
  }

  /// An array with at most `max` strings; empty when it is absent.
  public List<String> findStrings(String name, int max) {
    boolean empty = !has(name) || (node(name).isArray() && node(name).isEmpty());
    return empty ? List.of() : strings(name, max);
  }

  /// An integer from `min` to `max`, or `otherwise` when it is absent.
  public int integer(String name, Range range, int otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    JsonNode value = node(name);
    if (!value.isIntegralNumber()) {
      miss(name, "required integer from " + range.min() + " to " + range.max());
      return otherwise;
    }
    if (!value.canConvertToInt() || !range.contains(value.intValue())) {
      miss(name, "required integer from " + range.min() + " to " + range.max());
      return otherwise;
    }
    return value.intValue();
  }

  /// A required integer from `min` to `max`.
  public long number(String name, long min, long max) {
    JsonNode value = node(name);
    boolean fits =
        value.isIntegralNumber()
            && value.canConvertToLong()
            && value.longValue() >= min
            && value.longValue() <= max;
    if (!fits) {
      miss(name, "required integer from " + min + " to " + max);
      return min;
    }
    return value.longValue();
  }

  /// The bounds of an integer, both within.
  public record Range(int min, int max) {
    boolean contains(int value) {
      return value >= min && value <= max;
    }
  }

  /// True or false, or `otherwise` when it is absent.
  public boolean bool(String name, boolean otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    if (!node(name).isBoolean()) {
      miss(name, "required true or false");
      return otherwise;
    }
    return node(name).booleanValue();
  }

  /// A required object; its faults are collected here.
  public JsonBody object(String name) {
    JsonNode value = node(name);
    if (!value.isObject()) {
      miss(name, "required object");
      value = Json.mapper().createObjectNode();
    }
    return new JsonBody(value, pointerTo(name), faults);
  }

  /// A required array with at most `max` objects; their faults are collected here.
  public List<JsonBody> objects(String name, int max) {
    JsonNode array = node(name);
    if (!array.isArray()) {
      miss(name, "required array");
      return List.of();
    }
    if (array.size() > max) {
      miss(name, "at most " + max + " elements, not " + array.size());
      return List.of();
    }
    List<JsonBody> objects = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      String place = pointerTo(name) + "/" + i;
      if (array.get(i).isObject()) {
        objects.add(new JsonBody(array.get(i), place, faults));
      } else {
        faults.miss(place, "required object");
      }
    }
    return objects;
  }

  /// Which page is wanted, by `pageNum` and `pageSize`.
  public PageNumber page() {
    int number = integer("pageNum", PageNumber.NUMBERS, 0);
    int size = integer("pageSize", PageNumber.SIZES, PageNumber.SIZE_DEFAULT);
    return new PageNumber(number, size);
  }

  /// Notes a fault for every member that is not in `known`.
  public void refuseOthers(Set<String> known) {
    Set<String> others = new LinkedHashSet<>(node.propertyNames());
    others.removeAll(known);
    others.forEach(name -> fault(name, "unknown member"));
  }

  /// Notes a fault of the member `name`.
  public void fault(String name, String message) {
    faults.note(pointerTo(name), message);
  }

  /// Notes that the member `name` cannot be read. Faults that are found in what is put in its stead
  /// are not noted.
  public void miss(String name, String message) {
    faults.miss(pointerTo(name), message);
  }

  /// Throws {@link Problem.Invalid} when a fault was noted.
  public void check() {
    if (!faults.noted().isEmpty()) {
      throw new ProblemException(new Problem.Invalid(faults.noted()));
    }
  }

  private String pointerTo(String name) {
    return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
  }
}

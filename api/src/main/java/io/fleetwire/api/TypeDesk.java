package io.fleetwire.api;

import io.fleetwire.access.AuditLog;
import io.fleetwire.access.Principal;
import io.fleetwire.engine.EventType;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.TypePattern;
import io.fleetwire.store.WriteTx;
import io.fleetwire.web.Json;
import io.fleetwire.web.JsonBody;
import io.fleetwire.web.Problem.Fault;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/// Changes an organization's catalogue of event types, by the rules that callers of the API and
/// people share. Each change is in the log of changes, by the same commit. What is wrong with a
/// wish is thrown as a problem with every fault. Thread-safe.
public final class TypeDesk {
  private static final Set<String> MEMBERS = Set.of("name", "description", "schema");

  /// Words with dots between, as they go into headers, patterns and file names.
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*(\\.[A-Za-z0-9][A-Za-z0-9_-]*)*");

  private final EventTypes types;
  private final ForeignCatalogue foreign;
  private final AuditLog audit;
  private final InstantSource clock;

  TypeDesk(EventTypes types, ForeignCatalogue foreign, AuditLog audit, InstantSource clock) {
    this.types = types;
    this.foreign = foreign;
    this.audit = audit;
    this.clock = clock;
  }

  /// What became of a wish.
  public sealed interface Answer {}

  public record Saved(PublishedType type) implements Answer {}

  /// There is one of that name already.
  public record Exists() implements Answer {}

  public record TooMany(int max) implements Answer {}

  /// There is none of that name.
  public record Unknown() implements Answer {}

  /// The new schema breaks who relies on the old one: each change with its place in the schema.
  public record Breaking(List<Fault> changes) implements Answer {
    public Breaking {
      changes = List.copyOf(changes);
    }
  }

  /// Under which terms a type is changed: whether what breaks others is wanted all the same, and
  /// what looks at the version that is to be changed, and throws when it is not the one that was
  /// seen.
  public record Terms(boolean breakingToo, LongConsumer version) {}

  public Optional<PublishedType> find(OrganizationId organization, String name) {
    return types.find(organization, name).map(EventTypes.Known::type);
  }

  /// Up to `limit` types after row `after`, in the order of their creation.
  public List<PublishedType> list(OrganizationId organization, long after, int limit) {
    return types.list(organization, after, limit);
  }

  /// An example of data that a type's schema takes, as far as a schema tells; `{}` without one.
  public static String sample(PublishedType type) {
    JsonNode schema = node(type.schema());
    return schema.isMissingNode() ? "{}" : SampleData.of(schema).toString();
  }

  /// Creates a type of `name`, `description` and `schema`.
  public Answer create(Principal by, ObjectNode wanted) {
    JsonBody body = JsonBody.of(wanted);
    body.refuseOthers(MEMBERS);
    String name = body.string("name");
    checkName(body, name);
    String description = description(body);
    JsonNode schema = body.node("schema");
    EventTypes.Check check = compiled(body, schema);
    body.check();
    Instant now = clock.instant();
    PublishedType type =
        new PublishedType(
            by.organization(),
            new EventType(name),
            description,
            text(schema),
            new PublishedType.Life(0, 1, now, now, Instant.MAX));
    return types.create(new EventTypes.Known(type, check), logged(by, "event-type.create"));
  }

  private void checkName(JsonBody body, String name) {
    if (!isName(name)) {
      body.fault(
          "name",
          "required words of letters, digits, _ and - with dots between, 128 letters at most");
    } else if (name.startsWith(TypePattern.OPERATIONAL)) {
      body.fault("name", "must not begin with fleetwire., as this server's own events do");
    } else if (foreign.has(new EventType(name))) {
      body.fault("name", "is an event of one of this server's dialects; choose another name");
    }
  }

  /// Whether event types may be called so.
  static boolean isName(String name) {
    return name.length() <= EventType.LENGTH_MAX && NAME.matcher(name).matches();
  }

  private static String description(JsonBody body) {
    String description = body.findString("description").orElse("");
    if (description.length() > PublishedType.DESCRIPTION_LENGTH_MAX) {
      body.fault(
          "description", "has at most " + PublishedType.DESCRIPTION_LENGTH_MAX + " characters");
    }
    return description;
  }

  private static EventTypes.Check compiled(JsonBody body, JsonNode schema) {
    if (schema.isMissingNode()) {
      return new EventTypes.Anything();
    }
    return switch (EventSchema.compile(schema)) {
      case EventSchema.Fit(EventSchema fit) -> new EventTypes.Valid(fit);
      case EventSchema.Unfit(String reason) -> {
        body.fault("schema", "the schema " + reason);
        yield new EventTypes.Anything();
      }
    };
  }

  private static String text(JsonNode schema) {
    return schema.isMissingNode() ? "" : Json.mapper().writeValueAsString(schema);
  }

  static JsonNode node(String schema) {
    return schema.isEmpty() ? MissingNode.getInstance() : Json.mapper().readTree(schema);
  }

  /// Changes what `patch` names: `description` and `schema`; null takes it away.
  public Answer change(Principal by, String name, ObjectNode patch, Terms terms) {
    try {
      return change(by, name, "event-type.update", known -> changed(known, patch, terms));
    } catch (BreakingException e) {
      return new Breaking(e.changes);
    }
  }

  private EventTypes.Known changed(EventTypes.Known known, ObjectNode patch, Terms terms) {
    PublishedType before = known.type();
    terms.version().accept(before.life().version());
    ObjectNode now = Json.mapper().createObjectNode().put("description", before.description());
    JsonNode oldSchema = node(before.schema());
    // A schema is replaced as a whole: merging keywords makes schemas that nobody has written.
    patch.properties().stream()
        .filter(member -> !member.getValue().isNull())
        .forEach(member -> now.set(member.getKey(), member.getValue()));
    if (patch.path("description").isNull()) {
      now.put("description", "");
    }
    JsonBody body = JsonBody.of(now);
    body.refuseOthers(Set.of("description", "schema"));
    String description = description(body);
    JsonNode newSchema = patch.has("schema") ? body.node("schema") : oldSchema;
    EventTypes.Check check = patch.has("schema") ? compiled(body, newSchema) : known.check();
    body.check();
    List<Fault> breaking = SchemaDifferences.between(oldSchema, newSchema);
    if (!breaking.isEmpty() && !terms.breakingToo()) {
      throw new BreakingException(breaking);
    }
    return new EventTypes.Known(before.with(description, text(newSchema), clock.instant()), check);
  }

  /// Lets nobody publish events of this type any more, or again.
  public Answer archive(Principal by, String name, boolean archived, LongConsumer version) {
    return change(
        by,
        name,
        archived ? "event-type.archive" : "event-type.restore",
        known -> {
          version.accept(known.type().life().version());
          return known.type().isArchived() == archived
              ? known
              : new EventTypes.Known(
                  known.type().archived(archived, clock.instant()), known.check());
        });
  }

  private Answer change(
      Principal by, String name, String action, UnaryOperator<EventTypes.Known> change) {
    return types
        .find(by.organization(), name)
        .flatMap(known -> types.change(known, change, logged(by, action)))
        .<Answer>map(Saved::new)
        .orElseGet(Unknown::new);
  }

  private BiConsumer<WriteTx, PublishedType> logged(Principal by, String action) {
    return (tx, type) ->
        audit.append(
            tx,
            by,
            new AuditLog.Change(action, "event type " + type.type().name(), type.description()));
  }

  /// Undoes the change, and says why.
  private static final class BreakingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Fault> changes;

    BreakingException(List<Fault> changes) {
      super("", null, false, false);
      this.changes = changes;
    }
  }
}

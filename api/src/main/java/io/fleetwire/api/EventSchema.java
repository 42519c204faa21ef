package io.fleetwire.api;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import io.fleetwire.web.Json;
import io.fleetwire.web.Problem.Fault;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A JSON Schema, ready to be held against data. Thread-safe.
final class EventSchema {
  /// Nobody mends more at once.
  private static final int FAULTS_MAX = 20;

  private final Schema schema;

  private EventSchema(Schema schema) {
    this.schema = schema;
  }

  /// What became of a text.
  sealed interface Compiled {}

  /// It is a schema.
  record Fit(EventSchema schema) implements Compiled {}

  /// `reason` completes the sentence "the schema ...".
  record Unfit(String reason) implements Compiled {}

  static Compiled compile(JsonNode node) {
    Optional<String> fault = SchemaRules.fault(node);
    if (fault.isPresent()) {
      return new Unfit(fault.get());
    }
    List<Error> errors = MetaSchema.SCHEMA.validate(node);
    if (!errors.isEmpty()) {
      Error first = errors.getFirst();
      return new Unfit(
          "is none of JSON Schema 2020-12: "
              + first.getMessage()
              + " at "
              + first.getInstanceLocation());
    }
    try {
      return new Fit(new EventSchema(registry().getSchema(node)));
    } catch (SchemaException e) {
      return new Unfit("cannot be used: " + e.getMessage());
    }
  }

  /// The schema that a row holds: it was compiled before.
  static EventSchema stored(String text) {
    return switch (compile(Json.mapper().readTree(text))) {
      case Fit(EventSchema schema) -> schema;
      case Unfit(String reason) -> throw new AssertionError("a stored schema " + reason);
    };
  }

  /// All that is wrong with `data`; pointers begin with `prefix`.
  List<Fault> faults(JsonNode data, String prefix) {
    return schema.validate(data).stream()
        .limit(FAULTS_MAX)
        .map(error -> new Fault(prefix + error.getInstanceLocation(), error.getMessage()))
        .toList();
  }

  /// One per schema, because it keeps what it has compiled. It has no loader that could fetch
  /// anything, and patterns cannot take for ever.
  private static SchemaRegistry registry() {
    SchemaRegistryConfig config =
        SchemaRegistryConfig.builder()
            .pathType(PathType.JSON_POINTER)
            .locale(Locale.ENGLISH)
            .regularExpressionFactory(BoundedPattern::new)
            .build();
    return SchemaRegistry.withDefaultDialect(
        SpecificationVersion.DRAFT_2020_12,
        builder ->
            builder
                .schemaRegistryConfig(config)
                .schemaCacheEnabled(false)
                .schemaLoader(loader -> loader.fetchRemoteResources(false)));
  }

  /// The schema of schemas, compiled when the first one is checked.
  private static final class MetaSchema {
    static final Schema SCHEMA =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(com.networknt.schema.SchemaLocation.of(SchemaRules.DIALECT));

    private MetaSchema() {}
  }
}

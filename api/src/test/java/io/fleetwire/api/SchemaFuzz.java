package io.fleetwire.api;

import io.fleetwire.web.Json;
import io.fleetwire.web.ProblemException;
import tools.jackson.databind.JsonNode;

/// A schema is refused in words, or can be used for everything that is done with one: an example is
/// made by it and held against it, nothing differs from itself, and leaving it out differs.
public final class SchemaFuzz {
  private SchemaFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    try {
      JsonNode json = Json.parse(input);
      switch (EventSchema.compile(json)) {
        case EventSchema.Fit(EventSchema schema) -> look(schema, json);
        case EventSchema.Unfit(String reason) -> {
          if (reason.isBlank()) {
            throw new IllegalStateException("refused without a word");
          }
        }
      }
    } catch (ProblemException _) {
      // It is no JSON.
    }
  }

  private static void look(EventSchema schema, JsonNode json) {
    schema.faults(SampleData.of(json), "/data");
    schema.faults(json, "/data");
    if (!SchemaDifferences.between(json, json).isEmpty()) {
      throw new IllegalStateException("differs from itself");
    }
    if (SchemaDifferences.between(json, Json.mapper().missingNode()).isEmpty()) {
      throw new IllegalStateException("may be left out");
    }
  }
}

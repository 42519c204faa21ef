package io.fleetwire.api;

/// What a part of a JSON Schema is to be read as: the same member is a keyword in one place, and
/// somebody's own word in another. Pure.
enum SchemaPlace {
  /// A schema, or a list of them: its members are keywords.
  SCHEMA,
  /// Schemas by names that mean nothing to us.
  NAMES,
  /// Somebody's data: nothing in it is a keyword, however deep.
  VALUE;

  /// What the value of a member is, when what has it is here.
  SchemaPlace under(String member) {
    return switch (this) {
      case VALUE -> VALUE;
      case NAMES -> SCHEMA;
      case SCHEMA ->
          switch (member) {
            case "const", "enum", "default", "examples" -> VALUE;
            case "properties",
                "patternProperties",
                "dependentSchemas",
                "dependencies",
                "$defs",
                "definitions" ->
                NAMES;
            default -> SCHEMA;
          };
    };
  }
}

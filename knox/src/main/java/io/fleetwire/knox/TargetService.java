package io.fleetwire.knox;

import tools.jackson.databind.JsonNode;

/// Where the devices of an operation are handed on to. The vendor's preview knows one service.
enum TargetService {
  KAI;

  /// What is wrong with anything else.
  static final String ONLY = "targetServices must be [\"KAI\"]: there is no other target service";

  /// Whether `node` names this service, in an array or as the bare word that the vendor's tutorial
  /// may mean.
  boolean isNamedBy(JsonNode node) {
    return isWord(node)
        || (node.isArray() && !node.isEmpty() && node.valueStream().allMatch(this::isWord));
  }

  private boolean isWord(JsonNode node) {
    return node.isString() && node.stringValue().equals(name());
  }
}

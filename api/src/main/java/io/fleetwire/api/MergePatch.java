package io.fleetwire.api;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// JSON Merge Patch (RFC 7396): what is null in the patch is taken away, objects are merged,
/// anything else is replaced. Pure: its arguments stay as they are.
final class MergePatch {
  private MergePatch() {}

  /// `target` as `patch` wants it. Depth is bounded by whoever read the patch.
  static ObjectNode apply(ObjectNode target, ObjectNode patch) {
    ObjectNode merged = target.deepCopy();
    patch
        .properties()
        .forEach(
            member -> {
              JsonNode value = member.getValue();
              if (value.isNull()) {
                merged.remove(member.getKey());
              } else if (value instanceof ObjectNode object) {
                ObjectNode old =
                    merged.get(member.getKey()) instanceof ObjectNode known
                        ? known
                        : merged.objectNode();
                merged.set(member.getKey(), apply(old, object));
              } else {
                merged.set(member.getKey(), value);
              }
            });
    return merged;
  }
}

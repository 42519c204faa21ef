package io.fleetwire.knox;

import io.fleetwire.engine.EventType;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.TraceId;
import java.time.Instant;
import java.util.Set;

/// An upload or a deletion of many devices, as it was accepted. Immutable.
record BulkOperation(
    String id,
    OrganizationId organization,
    Kind kind,
    Set<TargetService> targets,
    String transaction,
    TraceId trace,
    int total,
    int duplicates,
    Instant createdAt) {
  BulkOperation {
    targets = Set.copyOf(targets);
  }

  /// What is done to the devices.
  enum Kind {
    UPLOAD,
    DELETE;

    private static final EventType UPLOADED = new EventType("KDMS_DEVICE_UPLOAD");
    private static final EventType DELETED = new EventType("KDMS_DEVICE_DELETE");

    /// The event that tells of its end.
    EventType event() {
      return switch (this) {
        case UPLOAD -> UPLOADED;
        case DELETE -> DELETED;
      };
    }
  }

  /// Whether the devices go to, or leave, Knox Asset Intelligence.
  boolean isForKai() {
    return targets.contains(TargetService.KAI);
  }
}

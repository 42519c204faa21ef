package io.fleetwire.portal;

import io.fleetwire.access.AuditEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A part of the log of changes, the newest first. `older` is where the next part begins, or 0.
record AuditView(String actor, String action, List<AuditEntry> entries, long older, Instant now) {
  /// What can be filtered for: how the names of actions begin, and what to call it.
  static final List<Map.Entry<String, String>> KINDS =
      List.of(
          Map.entry("user.", "Users"),
          Map.entry("role.", "Roles"),
          Map.entry("api-key.", "API keys"),
          Map.entry("client.", "OAuth clients"),
          Map.entry("subscription.", "Knox subscriptions"),
          Map.entry("knox.", "Knox uploads"),
          Map.entry("certificate.", "Certificate"),
          Map.entry("webhook.", "Webhooks"),
          Map.entry("endpoint.", "Endpoints"),
          Map.entry("event-type.", "Event types"),
          Map.entry("bin.", "Request bins"),
          Map.entry("device.", "Devices"),
          Map.entry("host.", "Hosts"),
          Map.entry("organization.", "Organization"));

  boolean isFiltered() {
    return !actor.isEmpty() || !action.isEmpty();
  }

  Moment at(AuditEntry entry) {
    return Moment.of(entry.at(), now);
  }

  String olderPath() {
    return Place.AUDIT.path()
        + "?actor="
        + Here.encoded(actor)
        + "&action="
        + Here.encoded(action)
        + "&before="
        + older;
  }
}

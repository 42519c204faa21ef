package io.fleetwire.knox;

import io.fleetwire.access.Principal;
import io.fleetwire.access.Scope;
import io.fleetwire.engine.EventType;
import java.util.List;

/// One line of the event catalogue: what may be subscribed, and by whom. Immutable.
///
/// `scopes` are those that unlock it; a parent of one unlocks it, too. None means that no OAuth
/// scope exists for the service: then only a legacy token does.
public record CatalogueEvent(
    EventType type, String service, String meaning, String since, List<Scope> scopes) {
  public CatalogueEvent {
    scopes = List.copyOf(scopes);
  }

  /// Whether `caller` may subscribe to this event.
  boolean isUnlockedFor(Principal caller) {
    boolean covered = scopes.stream().anyMatch(caller.scopes()::cover);
    return switch (caller.kind()) {
      case LEGACY -> covered || scopes.isEmpty();
      case OAUTH, USER -> covered;
    };
  }

  /// How to get at the event, for somebody who may not.
  String unlockedBy() {
    return scopes.isEmpty()
        ? "a legacy token (header x-knox-apitoken)"
        : "one of the scopes " + String.join(", ", scopes.stream().map(Scope::value).toList());
  }
}

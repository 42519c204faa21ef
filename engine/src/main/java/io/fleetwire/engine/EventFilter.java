package io.fleetwire.engine;

import java.util.Set;

/// Which events an endpoint wants: those whose type is named here.
public record EventFilter(Set<EventType> types) {
  public EventFilter {
    types = Set.copyOf(types);
  }

  boolean matches(NewEvent event) {
    return types.contains(event.type());
  }
}

package io.fleetwire.engine;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Which events an endpoint wants: those whose type is meant by one of `types`, and for which all
/// `conditions` hold.
public record EventFilter(Set<TypePattern> types, List<Condition> conditions) {
  /// More than any catalogue of types has; every event is compared with all of them.
  public static final int TYPES_MAX = 200;

  /// Every event of a matching type is held against all of them.
  public static final int CONDITIONS_MAX = 16;

  /// The facets that the engine knows by itself.
  public static final String TYPE = "type";

  public static final String SUBJECT = "subject";

  public EventFilter {
    types = Set.copyOf(types);
    conditions = List.copyOf(conditions);
    Must.hold(types.size() <= TYPES_MAX, "a filter has at most 200 types");
    Must.hold(conditions.size() <= CONDITIONS_MAX, "a filter has at most 16 conditions");
  }

  /// The filter that wants these types, each by its name, whatever they are about.
  public static EventFilter ofTypes(Collection<EventType> types) {
    return new EventFilter(
        types.stream().map(TypePattern::of).collect(Collectors.toSet()), List.of());
  }

  /// Whether an endpoint with this filter is told of `event`.
  public boolean matches(NewEvent event, Facets facets) {
    return matchesType(event.type()) && matchesConditions(event, facets);
  }

  private boolean matchesType(EventType type) {
    for (TypePattern pattern : types) {
      if (pattern.matches(type)) {
        return true;
      }
    }
    return false;
  }

  private boolean matchesConditions(NewEvent event, Facets facets) {
    for (Condition condition : conditions) {
      if (!condition.holds(values(condition.facet(), event, facets))) {
        return false;
      }
    }
    return true;
  }

  private static Set<String> values(String facet, NewEvent event, Facets facets) {
    return switch (facet) {
      case TYPE -> Set.of(event.type().name());
      case SUBJECT -> Set.of(event.subject().value());
      default -> facets.values(facet);
    };
  }
}

package io.fleetwire.engine;

import java.util.Set;

/// What can be asked of an event besides its type and its subject, which the engine knows itself:
/// fields of the payload, attributes. Looked up only when an endpoint of the organization asks, so
/// a slice reads the payload no earlier.
///
/// Called inside the transaction that accepts the event: it must be quick, must not block, and may
/// be asked twice.
@FunctionalInterface
public interface Facets {
  /// Nothing is known beyond type and subject.
  Facets NONE = _ -> Set.of();

  /// The values of `facet`; empty when the event has no such thing.
  Set<String> values(String facet);

  /// These, and where they know no value, those of `others`.
  default Facets or(Facets others) {
    return facet -> {
      Set<String> mine = values(facet);
      return mine.isEmpty() ? others.values(facet) : mine;
    };
  }
}

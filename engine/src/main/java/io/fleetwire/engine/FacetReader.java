package io.fleetwire.engine;

/// Finds what can be asked of any event, whoever tells it: this server's own events too, and those
/// of slices that say nothing more themselves.
@FunctionalInterface
public interface FacetReader {
  /// Knows of no event more than its type and subject.
  FacetReader NONE = _ -> Facets.NONE;

  /// The facets of `event`. Most are never asked, so making them costs next to nothing.
  Facets of(NewEvent event);
}

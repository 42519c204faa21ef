package io.fleetwire.engine;

import java.util.List;

/// What an engine needs from outside: its memory on disk, its door out, the languages it speaks to
/// receivers, somebody who reads events for filters that ask for more than type and subject, and
/// somebody to tell.
public record EnginePorts(
    EngineStore store,
    Sender sender,
    List<CallbackFormat> formats,
    FacetReader facets,
    EngineObserver observer) {
  public EnginePorts {
    formats = List.copyOf(formats);
  }

  /// For an engine whose events nobody reads.
  public EnginePorts(
      EngineStore store, Sender sender, List<CallbackFormat> formats, EngineObserver observer) {
    this(store, sender, formats, FacetReader.NONE, observer);
  }
}

package io.fleetwire.engine;

import java.util.List;

/// What an engine needs from outside: its memory on disk, its door out, the languages it speaks to
/// receivers, and somebody to tell.
public record EnginePorts(
    EngineStore store, Sender sender, List<CallbackFormat> formats, EngineObserver observer) {
  public EnginePorts {
    formats = List.copyOf(formats);
  }
}

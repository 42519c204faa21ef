package io.fleetwire.access;

import java.util.List;

/// Whether a key was registered for the legacy way in.
public sealed interface LegacyClientAnswer {

  /// It was. The identifier is no secret: only the key's owner can sign with it.
  record NewLegacyClient(LegacyClient client) implements LegacyClientAnswer {}

  /// It was not; `faults` lists every reason.
  record Refused(List<String> faults) implements LegacyClientAnswer {
    public Refused {
      faults = List.copyOf(faults);
    }
  }
}

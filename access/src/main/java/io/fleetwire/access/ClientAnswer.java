package io.fleetwire.access;

import io.fleetwire.engine.Secret;
import java.util.List;

/// Whether an OAuth client was registered.
public sealed interface ClientAnswer {

  /// It was. The secret is shown here and never again.
  record NewClient(OAuthClient client, Secret secret) implements ClientAnswer {}

  /// It was not; `faults` lists every reason.
  record Refused(List<String> faults) implements ClientAnswer {
    public Refused {
      faults = List.copyOf(faults);
    }
  }
}

package io.fleetwire.access;

import java.util.List;

/// Whether there is now everything that it takes to call.
public sealed interface BootstrapAnswer {

  /// There is. What had been there before is named, but its secrets cannot be shown again.
  record Ready(
      Organization organization, User user, Shown password, Shown apiKey, ReadyClient client)
      implements BootstrapAnswer {}

  /// The OAuth client.
  record ReadyClient(OAuthClient client, Shown secret) {}

  /// Nothing was changed; `faults` lists every reason.
  record Refused(List<String> faults) implements BootstrapAnswer {
    public Refused {
      faults = List.copyOf(faults);
    }
  }
}

package io.fleetwire.server;

import io.fleetwire.engine.TlsIdentity;
import java.time.Instant;
import java.util.Optional;

/// Where the server's certificate comes from. Used by one thread at a time.
interface TlsSource {

  /// The one to show at `now`. Throws {@link SettingRefusedException} when there is none.
  TlsIdentity first(Instant now);

  /// Another one than was given before, when it is time to show another.
  Optional<TlsIdentity> next(Instant now);
}

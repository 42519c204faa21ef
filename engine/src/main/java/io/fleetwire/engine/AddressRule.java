package io.fleetwire.engine;

import java.net.URI;
import java.util.Optional;

/// Where nobody is ever called, for those who are told an address long before its first call.
/// Thread-safe.
public interface AddressRule {
  /// Forbids nothing: where only the form of a URL counts.
  AddressRule NONE = _ -> Optional.empty();

  /// Why no request to `url` would ever leave, as it completes "the URL ..."; nothing when it may
  /// be called, or when that depends on where the name of its host leads: no name is looked up.
  Optional<String> forbids(URI url);
}

package io.fleetwire.access;

import java.util.List;
import java.util.Optional;

/// The keys that access tokens may be signed by, of which at most one still signs. A handful: a key
/// is dropped when the last token that it signed has expired. Immutable.
record KeyRing(List<SigningKey> keys) {
  KeyRing {
    keys = List.copyOf(keys);
  }

  Optional<SigningKey> signing() {
    return keys.stream().filter(SigningKey::signs).findFirst();
  }

  Optional<SigningKey> find(String kid) {
    return keys.stream().filter(key -> key.kid().equals(kid)).findFirst();
  }
}

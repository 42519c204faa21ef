package io.fleetwire.access;

import java.util.Optional;

/// What shall become of a user; what is absent stays as it is. `role` is the code of one.
/// Immutable.
public record UserChange(
    Optional<String> role, Optional<String> username, Optional<Boolean> enabled) {
  static UserChange ofRole(String code) {
    return new UserChange(Optional.of(code), Optional.empty(), Optional.empty());
  }

  static UserChange ofEnabled(boolean enabled) {
    return new UserChange(Optional.empty(), Optional.empty(), Optional.of(enabled));
  }
}

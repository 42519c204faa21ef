package io.fleetwire.lab;

import java.util.List;
import java.util.Optional;

/// What shall become of a team or bundle; what is absent stays as it is. A device that is both
/// added and removed is not in it afterwards. `enabled` and `members` are of a team alone.
/// Immutable.
public record GroupChange(
    Optional<String> name,
    Optional<Boolean> enabled,
    Optional<List<Long>> members,
    List<Long> added,
    List<Long> removed) {
  public GroupChange {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
  }

  /// Devices that come and go; nothing else changes.
  public static GroupChange devices(List<Long> added, List<Long> removed) {
    return new GroupChange(Optional.empty(), Optional.empty(), Optional.empty(), added, removed);
  }
}

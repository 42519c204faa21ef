package io.fleetwire.portal;

import java.util.Optional;

/// What any page needs to be written, whoever looks. `here` is its address. Immutable.
record Look(Assets assets, Theme theme, Optional<String> told, String here) {

  /// Where the file of that name is.
  String asset(String name) {
    return assets.address(name);
  }
}

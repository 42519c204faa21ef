package io.fleetwire.portal;

import java.util.List;
import java.util.Optional;

/// One endpoint with all that is known of it.
record EndpointView(Head head, Health health, Limits limits, List<Fact> wishes, Extra extra) {
  EndpointView {
    wishes = List.copyOf(wishes);
  }

  /// `note` says why it is not called, or empty.
  record Head(String path, String name, String dialect, Address address, Standing standing) {}

  record Address(String url, boolean isEncrypted) {}

  record Standing(Badge state, String note, Actions actions) {}

  /// What can be done with it now.
  record Actions(boolean isOurs, boolean mayPause, boolean mayResume, boolean mayEnable) {}

  record Health(EndpointLine.Day day, List<Tile> tiles) {
    Health {
      tiles = List.copyOf(tiles);
    }
  }

  record Tile(String label, String figure, String note) {}

  record Limits(Badge breaker, List<Fact> facts) {
    Limits {
      facts = List.copyOf(facts);
    }
  }

  record Fact(String name, String text) {}

  /// What only endpoints that were made here have, and the newest deliveries of any.
  record Extra(Optional<Signing> signing, List<DeliveryLine> log) {
    Extra {
      log = List.copyOf(log);
    }
  }

  /// `verifier` is what receivers verify by where it may be shown, or empty.
  record Signing(String scheme, Moment since, String verifier, List<Moment> retiring) {
    Signing {
      retiring = List.copyOf(retiring);
    }
  }
}

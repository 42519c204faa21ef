package io.fleetwire.portal;

import io.fleetwire.access.ApiKey;
import io.fleetwire.access.SessionEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What somebody sees of themselves.
record AccountView(List<ApiKey> keys, List<SessionEntry> sessions, Fields fields, Instant now) {

  Moment moment(Instant time) {
    return Moment.of(time, now);
  }

  Optional<Moment> used(ApiKey key) {
    return key.usedAt().map(this::moment);
  }

  boolean hasOthers() {
    return sessions.size() > 1;
  }

  static Question removal(ApiKey key) {
    return new Question(
        "remove-" + key.prefix(),
        "Remove API key",
        "Programs that use the key “" + key.name() + "” are refused from now on.",
        "Remove",
        AccountArea.KEYS + "/" + key.prefix() + "/remove",
        AccountArea.ACCOUNT);
  }
}

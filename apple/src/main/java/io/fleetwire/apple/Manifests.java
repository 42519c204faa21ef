package io.fleetwire.apple;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Which declarations each channel was last told of. A device that fetches one gets what the
/// backend says at that moment; when that is not what was advertised, the log says so, because the
/// device will come again and nobody would know why. Thread-safe; lost with the process, and then
/// the log is silent once.
final class Manifests {
  private static final System.Logger LOG = System.getLogger("io.fleetwire.apple");

  /// A synchronization takes seconds; so many channels at a time are a storm.
  private static final int CHANNELS_MAX = 5_000;

  /// More than any fleet gives to one device; what is beyond is not compared.
  private static final int DECLARATIONS_MAX = 500;

  private final Map<String, Map<String, String>> byChannel =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Map<String, String>> eldest) {
          return size() > CHANNELS_MAX;
        }
      };

  /// `lists` are Apple's four.
  synchronized void advertise(Enrollment channel, JsonNode lists) {
    Map<String, String> tokens = new HashMap<>();
    for (JsonNode list : lists.values()) {
      for (JsonNode item : list.values()) {
        if (tokens.size() < DECLARATIONS_MAX) {
          tokens.put(
              AppleJson.text(item, "Identifier").orElse(""),
              AppleJson.text(item, "ServerToken").orElse(""));
        }
      }
    }
    byChannel.put(channel.channelId(), tokens);
  }

  /// The backend no longer has what was advertised: it left scope, and the device removes it.
  void missing(Enrollment channel, String identifier) {
    if (advertised(channel, identifier).isPresent()) {
      LOG.log(
          System.Logger.Level.INFO,
          "{0} asked for {1}, which has just left its scope",
          channel.channelId(),
          identifier);
    }
  }

  /// The backend has another version than was advertised.
  void compare(Enrollment channel, String identifier, String serverToken) {
    Optional<String> advertised = advertised(channel, identifier);
    if (advertised.isPresent() && !advertised.get().equals(serverToken)) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} gets {1} as {2}, but was told of {3}; it will ask again",
          channel.channelId(),
          identifier,
          serverToken,
          advertised.get());
    }
  }

  private synchronized Optional<String> advertised(Enrollment channel, String identifier) {
    return Optional.ofNullable(
        byChannel.getOrDefault(channel.channelId(), Map.of()).get(identifier));
  }
}

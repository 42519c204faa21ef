package io.fleetwire.apple;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Which declarations each channel was last told of. A device that fetches one gets what the
/// backend says at that moment; when that is not what was advertised, people are told, because the
/// device will come again and nobody would know why. Thread-safe; lost with the process, and then
/// they are not told once.
final class Manifests {
  /// A synchronization takes seconds; so many channels at a time are a storm.
  private static final int CHANNELS_MAX = 5_000;

  /// More than any fleet gives to one device; what is beyond is not compared.
  private static final int DECLARATIONS_MAX = 500;

  private final Map<String, Map<String, String>> byChannel = new RecentMap<>(CHANNELS_MAX);

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

  /// What to say when the backend has no such declaration, though it was advertised.
  Optional<String> missing(Enrollment channel, String identifier) {
    return advertised(channel, identifier)
        .map(_ -> "it has just left the scope; the device removes it");
  }

  /// What to say when the backend has another version than was advertised.
  Optional<String> differing(Enrollment channel, String identifier, String serverToken) {
    return advertised(channel, identifier)
        .filter(token -> !token.equals(serverToken))
        .map(
            token ->
                "its serverToken is %s, and %s was advertised; the device will ask again"
                    .formatted(serverToken, token));
  }

  private synchronized Optional<String> advertised(Enrollment channel, String identifier) {
    return Optional.ofNullable(
        byChannel.getOrDefault(channel.channelId(), Map.of()).get(identifier));
  }
}

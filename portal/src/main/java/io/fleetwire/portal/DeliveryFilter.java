package io.fleetwire.portal;

import io.fleetwire.engine.DeliveryQuery;
import io.fleetwire.engine.DeliveryState;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Subject;
import io.fleetwire.engine.TypePattern;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Which deliveries somebody wants to see: the fields `endpoint`, `type`, `subject`, `state` and
/// `within`, of which each may be empty. Pure.
final class DeliveryFilter {
  static final List<String> NAMES = List.of("endpoint", "type", "subject", "state", "within");

  static final List<Choice> STATES =
      Arrays.stream(DeliveryState.values())
          .map(state -> new Choice(word(state), Wording.badge(state).label()))
          .toList();

  static final List<Choice> SPANS =
      List.of(
          new Choice("15m", "Last 15 minutes"),
          new Choice("1h", "Last hour"),
          new Choice("24h", "Last 24 hours"),
          new Choice("7d", "Last 7 days"));

  private DeliveryFilter() {}

  /// What was found: the query as far as its fields are good, and the fields with their faults.
  record Found(DeliveryQuery query, Fields fields) {}

  static Found read(Fields typed, OrganizationId organization, Instant now) {
    Fields fields = typed;
    DeliveryQuery query = DeliveryQuery.of(organization);
    if (!typed.value("endpoint").isEmpty()) {
      Optional<EndpointId> endpoint = EndpointId.parse(typed.value("endpoint"));
      fields = endpoint.isPresent() ? fields : fields.withFault("endpoint", "Choose one of these");
      query = endpoint.map(Set::of).map(query::to).orElse(query);
    }
    if (!typed.value("type").isEmpty()) {
      boolean good = TypePattern.isValid(typed.value("type").strip());
      fields = good ? fields : fields.withFault("type", "Write a type, device.*, or *");
      query = good ? query.ofTypes(Set.of(new TypePattern(typed.value("type").strip()))) : query;
    }
    if (!typed.value("subject").isBlank()) {
      boolean good = typed.value("subject").strip().length() <= Subject.LENGTH_MAX;
      fields = good ? fields : fields.withFault("subject", "At most 255 letters");
      query = good ? query.about(Set.of(new Subject(typed.value("subject").strip()))) : query;
    }
    if (!typed.value("state").isEmpty()) {
      Optional<DeliveryState> state = state(typed.value("state"));
      fields = state.isPresent() ? fields : fields.withFault("state", "Choose one of these");
      query = state.map(Set::of).map(query::in).orElse(query);
    }
    Optional<Duration> span = span(typed.value("within"));
    DeliveryQuery known = query;
    return new Found(
        span.map(length -> known.between(now.minus(length), DeliveryQuery.END)).orElse(known),
        fields);
  }

  private static Optional<DeliveryState> state(String word) {
    return Arrays.stream(DeliveryState.values()).filter(s -> word(s).equals(word)).findFirst();
  }

  private static String word(DeliveryState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static Optional<Duration> span(String word) {
    return switch (word) {
      case "15m" -> Optional.of(Duration.ofMinutes(15));
      case "1h" -> Optional.of(Duration.ofHours(1));
      case "24h" -> Optional.of(Duration.ofHours(24));
      case "7d" -> Optional.of(Duration.ofDays(7));
      default -> Optional.empty();
    };
  }

  /// The filter as a part of an address: begins with a question mark, or is empty.
  static String address(Fields fields) {
    StringBuilder address = new StringBuilder();
    for (String name : NAMES) {
      if (!fields.value(name).isBlank()) {
        address
            .append(address.isEmpty() ? "?" : "&")
            .append(name)
            .append('=')
            .append(Here.encoded(fields.value(name)));
      }
    }
    return address.toString();
  }
}

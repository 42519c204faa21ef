package io.fleetwire.portal;

import io.fleetwire.engine.DeliveryQuery;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Replay;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/// The form of a replay: whose log, what of it, and at which pace. Times are in UTC. Pure.
final class ReplayForm {
  static final List<String> NAMES =
      List.of("endpoint", "type", "subject", "state", "from", "until", "perSecond");

  private ReplayForm() {}

  /// What was found, as far as the fields are good. The endpoint may be another organization's.
  record Found(Optional<EndpointId> endpoint, DeliveryQuery query, int perSecond, Fields fields) {}

  static Found read(Fields typed, OrganizationId organization) {
    DeliveryFilter.Found filter = DeliveryFilter.read(typed, organization, Instant.EPOCH);
    Fields fields = filter.fields();
    Optional<Instant> from = time(typed.value("from"), DeliveryQuery.BEGINNING);
    Optional<Instant> until = time(typed.value("until"), DeliveryQuery.END);
    fields = from.isPresent() ? fields : fields.withFault("from", "Write a day and a time");
    fields = until.isPresent() ? fields : fields.withFault("until", "Write a day and a time");
    if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
      fields = fields.withFault("until", "This must be later than the begin");
    }
    String pace = typed.value("perSecond").strip();
    boolean isPace =
        pace.matches("[0-9]{1,4}")
            && Integer.parseInt(pace) >= 1
            && Integer.parseInt(pace) <= Replay.PER_SECOND_MAX;
    fields = isPace ? fields : fields.withFault("perSecond", "From 1 to " + Replay.PER_SECOND_MAX);
    return new Found(
        EndpointId.parse(typed.value("endpoint")),
        filter
            .query()
            .between(from.orElse(DeliveryQuery.BEGINNING), until.orElse(DeliveryQuery.END)),
        isPace ? Integer.parseInt(pace) : 1,
        fields);
  }

  private static Optional<Instant> time(String text, Instant otherwise) {
    if (text.isBlank()) {
      return Optional.of(otherwise);
    }
    try {
      return Optional.of(LocalDateTime.parse(text.strip()).toInstant(ZoneOffset.UTC));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }
}

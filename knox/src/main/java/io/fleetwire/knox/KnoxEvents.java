package io.fleetwire.knox;

import io.fleetwire.engine.Accepted;
import io.fleetwire.engine.Intake;
import io.fleetwire.engine.NewEvent;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.Subject;
import io.fleetwire.engine.TraceId;
import java.time.InstantSource;
import java.util.Optional;

/// The door for any event of the catalogue that did not arise here. Thread-safe.
public final class KnoxEvents {
  private final KnoxEventCatalogue catalogue;
  private final Intake intake;
  private final InstantSource clock;

  KnoxEvents(KnoxEventCatalogue catalogue, Intake intake, InstantSource clock) {
    this.catalogue = catalogue;
    this.intake = intake;
    this.clock = clock;
  }

  /// What somebody wants to tell: `payload` is a JSON object in any spelling.
  public record Draft(String type, Subject subject, TraceId trace, Payload payload) {}

  /// What became of it.
  public sealed interface Answer {

    /// It is durable.
    record Published(Accepted accepted) implements Answer {}

    /// The catalogue has no event of that name.
    record UnknownEvent(String type) implements Answer {}

    /// The payload cannot be sent; the reason says what to change.
    record BadPayload(String reason) implements Answer {}
  }

  /// What can be published.
  public KnoxEventCatalogue catalogue() {
    return catalogue;
  }

  /// Tells whoever of `organization` has subscribed.
  public Answer publish(OrganizationId organization, Draft draft) {
    Optional<CatalogueEvent> event = catalogue.find(draft.type());
    if (event.isEmpty()) {
      return new Answer.UnknownEvent(draft.type());
    }
    return switch (KnoxPayload.normalise(draft.payload().bytes())) {
      case KnoxPayload.Answer.Refused(String reason) -> new Answer.BadPayload(reason);
      case KnoxPayload.Answer.Normalised(var payload) ->
          new Answer.Published(
              intake.accept(
                  new NewEvent(
                      organization,
                      event.get().type(),
                      draft.subject(),
                      draft.trace(),
                      clock.instant(),
                      payload)));
    };
  }
}

package io.fleetwire.portal;

import io.fleetwire.engine.AttemptEntry;
import io.fleetwire.engine.DeliveryEntry;
import io.fleetwire.engine.DeliveryState;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.Event;
import io.fleetwire.engine.Ids;
import io.fleetwire.engine.NextStep;
import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Payload;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes the view of one delivery. Thread-safe.
final class DeliveryPicture {
  private final WebhookPorts ports;
  private final CurlText curl;
  private final InstantSource clock;

  DeliveryPicture(WebhookPorts ports, InstantSource clock) {
    this.ports = ports;
    this.curl = new CurlText(ports);
    this.clock = clock;
  }

  DeliveryView of(DeliveryEntry entry) {
    Instant now = clock.instant();
    List<AttemptEntry> attempts = ports.store().log().attempts(entry.id());
    Payload payload =
        ports
            .store()
            .log()
            .findEvent(entry.event().id())
            .map(Event::payload)
            .orElseGet(() -> new Payload("", new byte[0]));
    return new DeliveryView(
        head(entry, now),
        steps(entry, attempts, now),
        attempts(entry, attempts, now),
        new DeliveryView.Content(
            payload.contentType(),
            Amounts.bytes(payload.size()),
            Texts.pretty(payload).orElse(""),
            Texts.raw(payload)),
        curl.of(entry));
  }

  private DeliveryView.Head head(DeliveryEntry entry, Instant now) {
    EndpointNames names = EndpointNames.of(ports, entry.event().organization());
    Optional<Endpoint> endpoint = ports.store().endpoints().find(entry.endpoint());
    return new DeliveryView.Head(
        entry.id().toString(),
        Wording.badge(entry.state()),
        Wording.meaning(entry.state()),
        new DeliveryView.Subject(
            entry.event().type().name(),
            entry.event().subject().value(),
            entry.event().id().toString(),
            entry.event().trace().id(),
            new DeliveryView.Times(
                Moment.of(entry.event().occurredAt(), now),
                Moment.of(entry.event().acceptedAt(), now))),
        new DeliveryView.To(
            names.name(entry.endpoint()),
            endpoint.map(found -> Place.ENDPOINTS.path() + "/" + found.id()).orElse(""),
            endpoint.map(found -> found.target().url().toString()).orElse(""),
            entry.sequence(),
            Wording.origin(entry.origin())));
  }

  private static List<DeliveryView.Step> steps(
      DeliveryEntry entry, List<AttemptEntry> attempts, Instant now) {
    List<DeliveryView.Step> steps = new ArrayList<>();
    Instant made = Ids.timeOf(entry.id().value());
    String why =
        entry.origin().isAgain()
            ? "The event was delivered again (" + Wording.origin(entry.origin()) + ")."
            : "The event was accepted and is durable.";
    steps.add(new DeliveryView.Step("info", "Made", why, Moment.of(made, now)));
    for (AttemptEntry attempt : attempts) {
      Outcome outcome = attempt.sent().outcome();
      boolean good = attempt.next() instanceof NextStep.Delivered;
      boolean over = attempt.next() instanceof NextStep.GiveUp;
      steps.add(
          new DeliveryView.Step(
              good ? "good" : over ? "bad" : "busy",
              "Attempt " + attempt.number() + ": " + Wording.badge(outcome).label(),
              Wording.sentence(outcome),
              Moment.of(attempt.startedAt(), now)));
    }
    if (entry.state() == DeliveryState.PENDING) {
      steps.add(next(attempts, now));
    }
    return steps;
  }

  private static DeliveryView.Step next(List<AttemptEntry> attempts, Instant now) {
    Instant due =
        !attempts.isEmpty() && attempts.getLast().next() instanceof NextStep.RetryAt(Instant at)
            ? at
            : now;
    String text =
        due.isAfter(now)
            ? "It waits for its time."
            : "It is due, and waits for a free slot, for an older delivery of its subject, or for"
                + " its endpoint to be called again.";
    return new DeliveryView.Step("", "Next attempt", text, Moment.of(due, now));
  }

  private static List<AttemptView> attempts(
      DeliveryEntry entry, List<AttemptEntry> attempts, Instant now) {
    Duration longest =
        attempts.stream()
            .map(attempt -> attempt.sent().timeline().total())
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
    List<AttemptView> views = new ArrayList<>();
    Instant due = Ids.timeOf(entry.id().value());
    for (AttemptEntry attempt : attempts) {
      Duration queued = Duration.between(due, attempt.startedAt());
      views.add(view(attempt, queued.isNegative() ? Duration.ZERO : queued, longest, now));
      due = attempt.next() instanceof NextStep.RetryAt(Instant at) ? at : due;
    }
    return views;
  }

  private static AttemptView view(
      AttemptEntry attempt, Duration queued, Duration longest, Instant now) {
    Outcome outcome = attempt.sent().outcome();
    List<AttemptView.PhaseView> phases =
        Pictures.phases(attempt.sent().timeline()).stream()
            .map(
                phase ->
                    new AttemptView.PhaseView(
                        phase.label(), Amounts.fine(phase.took()), phase.kind()))
            .toList();
    return new AttemptView(
        attempt.number(),
        Moment.of(attempt.startedAt(), now),
        new AttemptView.Ending(
            Wording.badge(outcome), Wording.sentence(outcome), Wording.next(attempt.next())),
        new AttemptView.Course(
            Amounts.fine(queued),
            phases,
            Pictures.waterfall(attempt, longest),
            Amounts.fine(attempt.sent().timeline().total())),
        answer(outcome));
  }

  private static AttemptView.Answer answer(Outcome outcome) {
    if (!(outcome instanceof Outcome.Answered answered)) {
      return new AttemptView.Answer(List.of(), "", "");
    }
    String size =
        Amounts.bytes(answered.body().size())
            + (answered.bodyComplete() ? "" : " kept, there was more");
    return new AttemptView.Answer(
        answered.headers(),
        Texts.pretty(answered.body()).orElseGet(() -> Texts.raw(answered.body())),
        size);
  }
}

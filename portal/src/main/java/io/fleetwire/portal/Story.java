package io.fleetwire.portal;

import io.fleetwire.access.Principal;
import io.fleetwire.apple.AppleBook;
import io.fleetwire.engine.DeliveryEntry;
import io.fleetwire.engine.DeliveryPage;
import io.fleetwire.engine.DeliveryQuery;
import io.fleetwire.engine.EventHead;
import io.fleetwire.engine.EventId;
import io.fleetwire.engine.Ids;
import io.fleetwire.engine.LogCursor;
import io.fleetwire.engine.Subject;
import io.fleetwire.lab.Activity;
import io.fleetwire.lab.HistoryEntry;
import io.fleetwire.lab.LabDesks;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The timeline of one device: what became of it in the lab, what it said as an Apple device, when
/// it was uploaded to Knox, and the callbacks about any of that, the newest first. Thread-safe.
final class Story {
  /// Of each source, and of the whole: what is longer is not read to its end.
  private static final int STEPS = 60;

  private final LabDesks lab;
  private final Optional<AppleBook> apple;
  private final WebhookPorts webhooks;
  private final InstantSource clock;

  Story(LabDesks lab, Optional<AppleBook> apple, WebhookPorts webhooks, InstantSource clock) {
    this.lab = lab;
    this.apple = apple;
    this.webhooks = webhooks;
    this.clock = clock;
  }

  StoryView of(Principal caller, Sightings.Seen seen) {
    Instant now = clock.instant();
    Callbacks callbacks = callbacks(caller, seen.names(), now);
    List<Step> steps = new ArrayList<>();
    seen.lab().forEach(view -> steps.addAll(history(caller, view.device().id(), callbacks)));
    for (AppleBook.Channel channel : seen.apple()) {
      String id = channel.channelId();
      apple.ifPresent(
          book -> {
            book.timeline(id, Long.MAX_VALUE, STEPS)
                .forEach(line -> steps.add(StepWords.of(line, now)));
            book.callsOf(id, Long.MAX_VALUE, STEPS).forEach(call -> steps.add(StepWords.of(call)));
          });
    }
    seen.knox().forEach(entry -> steps.add(StepWords.of(entry)));
    steps.addAll(callbacks.rest());
    List<Step> newest =
        steps.stream().sorted(Comparator.comparing(Step::instant).reversed()).limit(STEPS).toList();
    return new StoryView(newest, callbacks.back().map(at -> Moment.of(at, now)), now);
  }

  private List<Step> history(Principal caller, long device, Callbacks callbacks) {
    return lab.history().list(caller.organization(), device, Long.MAX_VALUE, STEPS).stream()
        .flatMap(List::stream)
        .map(entry -> StepWords.of(entry).with(callbacks.about(entry)))
        .toList();
  }

  /// One look at the log, which is bounded: what is rare and long ago is on the page of deliveries.
  private Callbacks callbacks(Principal caller, Set<String> names, Instant now) {
    if (names.isEmpty()) {
      return new Callbacks(Map.of(), Optional.empty());
    }
    EndpointNames endpoints = EndpointNames.of(webhooks, caller.organization());
    Set<Subject> subjects = names.stream().map(Subject::new).collect(Collectors.toSet());
    DeliveryPage page =
        webhooks
            .store()
            .log()
            .list(DeliveryQuery.of(caller.organization()).about(subjects), LogCursor.START, STEPS);
    Map<EventId, Told> told = new LinkedHashMap<>();
    for (DeliveryEntry entry : page.entries()) {
      told.computeIfAbsent(entry.event().id(), _ -> new Told(entry.event(), new ArrayList<>()))
          .lines()
          .add(DeliveryLine.of(entry, endpoints.name(entry.endpoint()), now));
    }
    boolean isShort = !page.next().isEnd() && page.entries().size() < STEPS;
    return new Callbacks(
        told, isShort ? Optional.of(Ids.timeOf(page.next().below())) : Optional.empty());
  }

  /// An event, and its deliveries.
  private record Told(EventHead event, List<DeliveryLine> lines) {}

  /// What was told, each to be shown once: beside the change that it tells of, or by itself.
  private static final class Callbacks {
    private final Map<EventId, Told> left;
    private final Optional<Instant> back;

    Callbacks(Map<EventId, Told> told, Optional<Instant> back) {
      this.left = new LinkedHashMap<>(told);
      this.back = back;
    }

    Optional<Instant> back() {
      return back;
    }

    List<DeliveryLine> about(HistoryEntry entry) {
      Optional<Activity> activity = entry.activity();
      Optional<Told> found =
          left.values().stream()
              .filter(told -> told.event().trace().value().equals(entry.trace()))
              .filter(
                  told -> activity.filter(a -> a.type().equals(told.event().type())).isPresent())
              .findFirst();
      found.ifPresent(told -> left.remove(told.event().id()));
      return found.map(Told::lines).orElse(List.of());
    }

    List<Step> rest() {
      return left.values().stream()
          .map(
              told -> {
                String type = told.event().type().name();
                return new Step(
                    told.event().occurredAt(),
                    StepWords.title(type),
                    type,
                    "Told",
                    StepWords.tone(type),
                    told.lines());
              })
          .toList();
    }
  }
}

package io.fleetwire.server;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Tells stories on one stage, and then what held. Confined to its thread.
final class Demo {
  private final DemoStage stage;
  private final List<DemoStory> stories;
  private final List<DemoCheck> checks = new ArrayList<>();
  private final List<DemoOutcome> outcomes = new ArrayList<>();

  Demo(DemoStage stage, List<DemoStory> stories) {
    this.stage = stage;
    this.stories = List.copyOf(stories);
  }

  /// Every story there is.
  static List<DemoStory> stories() {
    return List.of(
        new DemoKnoxStory(DemoFleet.standard()), new DemoLabStory(), new DemoAppleStory());
  }

  /// Tells them; true only when every check of every story held. `begun` is when the command was.
  boolean run(Instant begun) {
    DemoScreen screen = stage.screen();
    screen.heading("Fleetwire demo");
    screen.fact("Server", stage.house().origin().toString());
    screen.fact("Receiver", stage.receiver().url("/callbacks").toString());
    screen.fact("Data", stage.house().data().toString());
    stories.forEach(this::tell);
    outcomes.forEach(
        outcome ->
            screen.say("From %s: %s.".formatted(outcome.job(), DemoScreen.shown(outcome.took()))));
    List<DemoCheck> failed = checks.stream().filter(check -> !check.held()).toList();
    String took = DemoScreen.shown(Duration.between(begun, screen.now()));
    if (failed.isEmpty()) {
      screen.verdict(true, "All %d checks held, in %s.".formatted(checks.size(), took));
    } else {
      String count = "%d of %d checks did not hold:".formatted(failed.size(), checks.size());
      screen.verdict(false, count);
      failed.forEach(check -> screen.say(check.claim() + ": " + check.found()));
    }
    return failed.isEmpty();
  }

  private void tell(DemoStory story) {
    DemoChecks told = new DemoChecks();
    stage.screen().heading(story.title());
    try {
      outcomes.add(story.tell(stage, told));
    } catch (DemoStopException stop) {
      told.that("the story came to its end", false, String.valueOf(stop.getMessage()));
    }
    stage.screen().heading("What was checked");
    stage.screen().table(told.all());
    checks.addAll(told.all());
  }
}

package io.fleetwire.portal;

import java.util.List;
import java.util.Optional;

/// The way from nothing to a callback that was verified, in steps; each is done or not by what is
/// there, and nobody ticks anything.
record FirstHourView(List<Step> steps) {
  FirstHourView {
    steps = List.copyOf(steps);
  }

  /// One step with the one thing to do next. `needed` is false for what can wait.
  record Step(String title, String text, boolean done, boolean needed, Optional<Action> action) {}

  /// A page to go to, or what a button does at once.
  record Action(String label, String path, boolean posts) {
    static Action page(String label, String path) {
      return new Action(label, path, false);
    }

    static Action deed(String label, String path) {
      return new Action(label, path, true);
    }
  }

  /// The first needed step that is not done.
  Optional<Step> next() {
    return steps.stream().filter(step -> step.needed() && !step.done()).findFirst();
  }

  boolean isNext(Step step) {
    return next().filter(step::equals).isPresent();
  }

  /// Whether a program could follow: what can wait does not count.
  boolean isOver() {
    return next().isEmpty();
  }

  long done() {
    return steps.stream().filter(Step::done).count();
  }

  String progress() {
    return done() + " of " + steps.size() + " done";
  }
}

package io.fleetwire.engine;

import java.util.List;
import java.util.Set;

/// Sends the payload as it is, and reads the statuses that it is told as last words and farewells.
record TestFormat(Set<Integer> lastWords, Set<Integer> farewells) implements CallbackFormat {
  /// Reads answers as HTTP means them.
  TestFormat() {
    this(Set.of(), Set.of(410));
  }

  @Override
  public String name() {
    return "test";
  }

  @Override
  public OutboundRequest compose(Ready ready, Endpoint endpoint, AttemptMoment moment) {
    return new OutboundRequest(endpoint.target().url(), List.of(), ready.event().payload());
  }

  @Override
  public boolean isFinal(Outcome.Answered answer) {
    return lastWords.contains(answer.status());
  }

  @Override
  public boolean isGone(Outcome.Answered answer) {
    return farewells.contains(answer.status());
  }
}

package io.fleetwire.testkit;

import io.fleetwire.engine.Budgets;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.Sender;
import io.fleetwire.engine.Sent;
import io.fleetwire.engine.Timeline;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.BooleanSupplier;

/// A door out that leads nowhere: it keeps what it was given, and answers with a status that can be
/// chosen. Confined to one thread.
public final class RecordingSender implements Sender {
  private static final int OK = 200;

  private final List<OutboundRequest> sent = new ArrayList<>();
  private final Queue<Integer> next = new ArrayDeque<>();
  private int status = OK;

  /// Every request gets this status from now on.
  public void answer(int always) {
    status = always;
  }

  /// The next request, and then the one after it, gets this status.
  public void answerNext(int once) {
    next.add(once);
  }

  /// Everything since the beginning, or since it was forgotten.
  public List<OutboundRequest> sent() {
    return List.copyOf(sent);
  }

  /// As it was at first.
  public void forget() {
    sent.clear();
    next.clear();
    status = OK;
  }

  @Override
  public Sent send(OutboundRequest request, Budgets budgets, BooleanSupplier mayGo) {
    sent.add(request);
    int told = next.isEmpty() ? status : next.remove();
    return new Sent(
        new Outcome.Answered(told, List.of(), new Payload("text/plain", new byte[0]), true),
        Timeline.NONE);
  }
}

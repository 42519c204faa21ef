package io.fleetwire.knox;

import io.fleetwire.engine.Budgets;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.Sender;
import io.fleetwire.engine.Sent;
import io.fleetwire.engine.Timeline;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/// A door out that leads nowhere: it keeps what was sent, and answers what it was told to, or 200.
final class FakeSender implements Sender {
  private final List<OutboundRequest> sent = new CopyOnWriteArrayList<>();
  private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();

  /// The next request, and then the one after it, gets this status.
  void answerNext(int status) {
    statuses.add(status);
  }

  List<OutboundRequest> sent() {
    return List.copyOf(sent);
  }

  @Override
  public Sent send(OutboundRequest request, Budgets budgets) {
    sent.add(request);
    Integer told = statuses.poll();
    Outcome answer =
        new Outcome.Answered(
            told == null ? 200 : told, List.of(), new Payload("text/plain", new byte[0]), true);
    return new Sent(answer, Timeline.NONE);
  }
}

package io.fleetwire.lab;

import io.fleetwire.engine.Budgets;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.Sender;
import io.fleetwire.engine.Sent;
import io.fleetwire.engine.Timeline;
import java.util.ArrayList;
import java.util.List;

/// A door that leads nowhere: it keeps what it was given and answers with a status that can be
/// chosen. Confined to one test.
final class RecordingSender implements Sender {
  private final List<OutboundRequest> sent = new ArrayList<>();
  private int status = 200;

  @Override
  public Sent send(OutboundRequest request, Budgets budgets) {
    sent.add(request);
    return new Sent(
        new Outcome.Answered(status, List.of(), new Payload("text/plain", new byte[0]), true),
        Timeline.NONE);
  }

  void answer(int next) {
    status = next;
  }

  List<OutboundRequest> sent() {
    return List.copyOf(sent);
  }
}

package io.fleetwire.server;

import io.fleetwire.web.Json;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Says whether the process lives, and whether it can do its work. Safe for many threads.
final class Health {
  /// A commit takes milliseconds; a probe that takes longer is a no.
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Runnable storeProbe;
  private final Vitals vitals;

  /// `storeProbe` returns when the store has committed, and throws when it cannot.
  Health(Runnable storeProbe, Vitals vitals) {
    this.storeProbe = storeProbe;
    this.vitals = vitals;
  }

  /// Liveness: whoever can answer this lives. A restart would not help a full disk.
  Reply live(Request request) {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("status", "up");
    return Reply.json(200, json);
  }

  /// Readiness: 200 when the store commits and all pumps do their steps, 503 with the reasons else.
  Reply ready(Request request) {
    List<String> faults = new ArrayList<>(vitals.faults());
    if (!storeCommits()) {
      faults.add("the store does not commit");
    }
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("status", faults.isEmpty() ? "ready" : "not ready");
    vitals
        .nodes()
        .ifPresent(
            nodes -> {
              json.put("nodes", nodes.count());
              json.put("lanes", nodes.lanes());
            });
    if (!faults.isEmpty()) {
      ArrayNode reasons = json.putArray("reasons");
      faults.forEach(reasons::add);
    }
    return Reply.json(faults.isEmpty() ? 200 : 503, json);
  }

  private boolean storeCommits() {
    FutureTask<Boolean> probe = new FutureTask<>(storeProbe, true);
    Thread.ofVirtual().name("health-probe").start(probe);
    try {
      return probe.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

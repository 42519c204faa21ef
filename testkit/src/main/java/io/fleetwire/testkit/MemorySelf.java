package io.fleetwire.testkit;

import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.Lanes;
import io.fleetwire.engine.Must;
import io.fleetwire.engine.Node;
import io.fleetwire.engine.NodeBook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A node inside one unit of work: what it sees of the others, and what it has to tell them.
final class MemorySelf implements NodeBook {
  /// The generation of an engine that has the store for itself.
  static final long ALONE = 0;

  private final long generation;
  private final Instant now;
  private final Set<EndpointId> waiting = new HashSet<>();
  private MemoryNodes nodes;
  private boolean isChanged;

  MemorySelf(MemoryNodes nodes, long generation, Instant now) {
    this.nodes = nodes;
    this.generation = generation;
    this.now = now;
  }

  MemoryNodes nodes() {
    return nodes;
  }

  Lanes lanes() {
    return generation == ALONE
        ? Lanes.ALL
        : nodes.find(generation).map(MemoryNodes.Row::lanes).orElse(Lanes.NONE);
  }

  void hint(Set<EndpointId> endpoints) {
    waiting.addAll(endpoints);
    isChanged |= endpoints.isEmpty();
  }

  /// What is to be told to the others, one after the other.
  List<Set<EndpointId>> hints() {
    List<Set<EndpointId>> hints = new ArrayList<>();
    if (isChanged) {
      hints.add(Set.of());
    }
    if (!waiting.isEmpty()) {
      hints.add(Set.copyOf(waiting));
    }
    return hints;
  }

  private MemoryNodes.Row row() {
    Must.hold(generation != ALONE, "there may be other nodes");
    return nodes.find(generation).orElseThrow();
  }

  @Override
  public List<Node> list() {
    return nodes.list(now);
  }

  @Override
  public void renew(Duration lease) {
    nodes = nodes.with(row().leasedUntil(now.plus(lease)));
  }

  @Override
  public void bury(Node node) {
    Must.hold(node.generation() != generation, "nobody buries oneself");
    nodes = nodes.without(nodes.find(node.generation()).orElseThrow());
  }

  @Override
  public void take(Lanes lanes) {
    nodes = nodes.take(row(), lanes);
  }

  @Override
  public void release(Lanes lanes) {
    nodes = nodes.release(row(), lanes);
  }

  @Override
  public void leave() {
    nodes = nodes.without(row());
  }
}

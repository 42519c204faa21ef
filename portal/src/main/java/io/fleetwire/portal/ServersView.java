package io.fleetwire.portal;

import io.fleetwire.engine.Node;
import java.util.List;

/// The servers that share the database, in the order of their numbers. Empty when there is but one.
record ServersView(List<Line> lines, Moment since, String lanes) {
  ServersView {
    lines = List.copyOf(lines);
  }

  /// One of them. `lease` says for how long nobody takes its place.
  record Line(String name, boolean isThis, Badge badge, String lanes, String lease) {
    static Line of(Node node, int own) {
      return new Line(
          node.name(),
          node.number() == own,
          badge(node),
          Amounts.count(node.lanes().size()),
          node.isOver() ? "over" : "another " + Amounts.duration(node.leaseLeft()));
    }

    private static Badge badge(Node node) {
      if (node.isOver()) {
        return new Badge("Silent", "bad");
      }
      return node.serves() ? new Badge("Serves", "good") : new Badge("Starts", "busy");
    }
  }
}

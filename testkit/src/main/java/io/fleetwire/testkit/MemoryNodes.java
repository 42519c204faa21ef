package io.fleetwire.testkit;

import io.fleetwire.engine.Lanes;
import io.fleetwire.engine.Must;
import io.fleetwire.engine.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The nodes that share a {@link MemoryEngineStore}. Immutable: a change makes new ones.
record MemoryNodes(Map<Integer, Row> rows, long generations) {
  static final MemoryNodes NONE = new MemoryNodes(Map.of(), 0);

  MemoryNodes {
    rows = Map.copyOf(rows);
  }

  /// One node.
  record Row(
      int number, long generation, String name, Instant leasedUntil, boolean serves, Lanes lanes) {
    Row with(Lanes others) {
      return new Row(number, generation, name, leasedUntil, serves, others);
    }

    Row leasedUntil(Instant end) {
      return new Row(number, generation, name, end, true, lanes);
    }

    Node at(Instant now) {
      return new Node(number, generation, name, Duration.between(now, leasedUntil), serves, lanes);
    }
  }

  /// These and a new one, which has the generation {@link #generations} of the answer.
  MemoryNodes join(String name, Instant leasedUntil) {
    int number = 0;
    while (rows.containsKey(number)) {
      number++;
    }
    Row row = new Row(number, generations + 1, name, leasedUntil, false, Lanes.NONE);
    return new MemoryNodes(with(row).rows(), generations + 1);
  }

  Row newest() {
    return rows.values().stream()
        .filter(row -> row.generation() == generations)
        .findFirst()
        .orElseThrow();
  }

  Optional<Row> find(long generation) {
    return rows.values().stream().filter(row -> row.generation() == generation).findFirst();
  }

  MemoryNodes with(Row row) {
    Map<Integer, Row> changed = new TreeMap<>(rows);
    changed.put(row.number(), row);
    return new MemoryNodes(changed, generations);
  }

  MemoryNodes without(Row row) {
    Map<Integer, Row> changed = new TreeMap<>(rows);
    changed.remove(row.number());
    return new MemoryNodes(changed, generations);
  }

  List<Node> list(Instant now) {
    return new TreeMap<>(rows).values().stream().map(row -> row.at(now)).toList();
  }

  MemoryNodes take(Row row, Lanes lanes) {
    Lanes owned = rows.values().stream().map(Row::lanes).reduce(Lanes.NONE, Lanes::with);
    Must.hold(lanes.without(owned).equals(lanes), "a lane that is taken belongs to nobody");
    return with(row.with(row.lanes().with(lanes)));
  }

  MemoryNodes release(Row row, Lanes lanes) {
    Must.hold(lanes.without(row.lanes()).isEmpty(), "a lane that is given up is one's own");
    return with(row.with(row.lanes().without(lanes)));
  }
}

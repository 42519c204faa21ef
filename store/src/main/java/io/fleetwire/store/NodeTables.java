package io.fleetwire.store;

import io.fleetwire.engine.Lane;
import io.fleetwire.engine.Lanes;
import io.fleetwire.engine.Must;
import io.fleetwire.engine.Node;
import io.fleetwire.engine.NodeBook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The tables `node` and `lane` inside one unit of work. Times are the database's.
record NodeTables(WriteTx tx, House house) implements NodeBook {
  private static final String NOW =
      "CAST(floor(extract(epoch FROM clock_timestamp()) * 1000) AS BIGINT)";
  private static final String LIST =
      "SELECT number, generation, name, leased_until - "
          + NOW
          + ", serves FROM node ORDER BY number";
  private static final String LANES = "SELECT lane, node FROM lane";
  private static final String JOIN =
      "INSERT INTO node (number, generation, name, leased_until, serves, last_mark) VALUES (?, ?, "
          + "concat(host(inet_client_addr()), ' process ', CAST(? AS TEXT)), "
          + NOW
          + " + ?, 0, 0)";
  private static final String NEW_GENERATION =
      "UPDATE turn SET generations = generations + 1 RETURNING generations";
  private static final String FREE_NUMBER =
      """
      SELECT min(free.number) FROM generate_series(0, ?) AS free (number)
      WHERE NOT EXISTS (SELECT 1 FROM node WHERE node.number = free.number)
      """;
  private static final String RENEW =
      "UPDATE node SET serves = 1, leased_until = " + NOW + " + ? WHERE number = ?";
  private static final String REMOVE = "DELETE FROM node WHERE number = ? AND generation = ?";
  private static final String FREE_LANES = "DELETE FROM lane WHERE node = ?";
  private static final String TAKE = "INSERT INTO lane (lane, node) VALUES (?, ?)";
  private static final String RELEASE = "DELETE FROM lane WHERE lane = ? AND node = ?";
  private static final String LIVING =
      "SELECT name FROM node WHERE leased_until > " + NOW + " ORDER BY number LIMIT 1";

  /// Lets this process join as a node without lanes.
  static House.Self join(SqlConnection connection, Duration lease, int numbersMax) {
    long generation = connection.find(NEW_GENERATION, row -> row.longAt(1)).orElseThrow();
    long number =
        connection
            .find(FREE_NUMBER, row -> row.findLong(1), numbersMax - 1L)
            .orElseThrow()
            .orElseThrow(() -> new DatabaseRefusedException("1,024 servers share the database"));
    connection.update(JOIN, number, generation, ProcessHandle.current().pid(), lease.toMillis());
    return new House.Self(Math.toIntExact(number), generation);
  }

  /// The name of one that lives, or nothing.
  static List<String> living(SqlConnection connection) {
    return connection.list(LIVING, row -> row.text(1));
  }

  /// Ends all nodes.
  static void buryAll(SqlConnection connection) {
    connection.update("DELETE FROM lane");
    connection.update("DELETE FROM node");
    connection.update("UPDATE turn SET commits = commits + 1");
  }

  @Override
  public List<Node> list() {
    return list(tx);
  }

  static List<Node> list(ReadTx tx) {
    Map<Integer, List<Lane>> lanes = new HashMap<>();
    tx.list(
        LANES,
        row ->
            lanes
                .computeIfAbsent(row.intAt(2), _ -> new ArrayList<>())
                .add(new Lane(row.intAt(1))));
    return tx.list(
        LIST,
        row ->
            new Node(
                row.intAt(1),
                row.longAt(2),
                row.text(3),
                Duration.ofMillis(row.longAt(4)),
                row.booleanAt(5),
                Lanes.of(lanes.getOrDefault(row.intAt(1), List.of()))));
  }

  @Override
  public void renew(Duration lease) {
    tx.update(RENEW, lease.toMillis(), (long) house.number());
  }

  @Override
  public void bury(Node node) {
    Must.hold(node.number() != house.number(), "nobody buries oneself");
    Must.hold(
        tx.update(REMOVE, (long) node.number(), node.generation()) == 1,
        "a node that is buried was there");
    tx.update(FREE_LANES, (long) node.number());
  }

  @Override
  public void take(Lanes lanes) {
    Lanes owned = list().stream().map(Node::lanes).reduce(Lanes.NONE, Lanes::with);
    Must.hold(lanes.within(owned).isEmpty(), "a lane that is taken belongs to nobody");
    lanes.list().forEach(lane -> tx.update(TAKE, (long) lane.number(), (long) house.number()));
    tx.set(house.lanes(), tx.get(house.lanes()).with(lanes));
  }

  @Override
  public void release(Lanes lanes) {
    for (Lane lane : lanes.list()) {
      Must.hold(
          tx.update(RELEASE, (long) lane.number(), (long) house.number()) == 1,
          "a lane that is given up is one's own");
    }
    tx.set(house.lanes(), tx.get(house.lanes()).without(lanes));
  }

  @Override
  public void leave() {
    tx.update(FREE_LANES, (long) house.number());
    tx.update(REMOVE, (long) house.number(), house.self().generation());
    tx.set(house.lanes(), Lanes.NONE);
    tx.afterCommit(house::left);
  }
}

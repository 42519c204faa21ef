package io.fleetwire.store;

import io.fleetwire.engine.Delivery;
import io.fleetwire.engine.DeliveryId;
import io.fleetwire.engine.DeliveryLog;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.Endpoints;
import io.fleetwire.engine.EngineStore;
import io.fleetwire.engine.EngineTx;
import io.fleetwire.engine.Membership;
import io.fleetwire.engine.Node;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The engine's durable state in SQL tables. Thread-safe.
public final class SqlEngineStore implements EngineStore {
  /// The engine's tables.
  public static final Schema SCHEMA = Schema.of("engine", SqlEngineStore.class, "001-engine.sql");

  static final String HIGHEST_ID =
      """
      SELECT max(id) FROM (
        SELECT max(event_id) AS id FROM event
        UNION ALL SELECT max(delivery_id) FROM held_delivery
        UNION ALL SELECT max(delivery_id) FROM waiting_delivery
        UNION ALL SELECT max(delivery_id) FROM following_delivery
        UNION ALL SELECT max(delivery_id) FROM attempt
        UNION ALL SELECT max(delivery_id) FROM ended_delivery
        UNION ALL SELECT max(replay_id) FROM replay
        UNION ALL SELECT max(endpoint_id) FROM endpoint
        UNION ALL SELECT max(endpoint_id) FROM removed_endpoint)
      """;

  // Deliveries are numbered as they are made, so the oldest of each table is its first.
  static final String OLDEST =
      """
      SELECT min(accepted_at) FROM event WHERE event_id IN (
        SELECT event_id FROM held_delivery
        WHERE delivery_id = (SELECT min(delivery_id) FROM held_delivery)
        UNION ALL SELECT event_id FROM waiting_delivery
        WHERE delivery_id = (SELECT min(delivery_id) FROM waiting_delivery)
        UNION ALL SELECT event_id FROM following_delivery
        WHERE delivery_id = (SELECT min(delivery_id) FROM following_delivery))
      """;

  private final Database database;
  private final EngineMemory memory;
  private final SqlDeliveryLog log;

  /// `database` was opened with {@link #SCHEMA}.
  public SqlEngineStore(Database database) {
    this.database = database;
    this.memory =
        new EngineMemory(
            database.mirror("endpoints", EndpointTable::load, EndpointTable::reload),
            new Sequences(),
            new Sweep(database),
            database.house());
    this.log = new SqlDeliveryLog(database);
    memory.house().ifPresent(house -> house.onStrangers(memory.sequences()::forgetAll));
    memory.sweep().start();
  }

  /// The engine's tables inside a transaction that somebody else has begun, so that what a slice
  /// decides and what it tells commit together.
  public EngineTx in(WriteTx tx) {
    return new SqlEngineTx(tx, memory);
  }

  @Override
  public <T> T write(Function<EngineTx, T> work) {
    return database.write(tx -> work.apply(in(tx)));
  }

  @Override
  public Endpoints endpoints() {
    return memory.endpoints().get();
  }

  @Override
  public DeliveryLog log() {
    return log;
  }

  @Override
  public Map<EndpointId, Instant> nextDues() {
    Map<EndpointId, Instant> dues = database.read(QueueTables::nextDues);
    // What waits for a removed endpoint is cancelled, although the sweep may not have come to it.
    dues.keySet().removeIf(endpoint -> endpoints().find(endpoint).isEmpty());
    return dues;
  }

  @Override
  public List<Delivery> heldBetween(DeliveryId from, DeliveryId below, int most) {
    return database.read(tx -> QueueTables.heldBetween(tx, from, below, most));
  }

  @Override
  public Membership membership() {
    return memory.house().<Membership>map(house -> house).orElse(Membership.ALONE);
  }

  /// The nodes that share this store, read beside the writer: for people to look at. None when
  /// there is but this one.
  public List<Node> nodes() {
    return membership().isShared() ? database.read(NodeTables::list) : List.of();
  }

  @Override
  public long highestId() {
    return database.read(
        tx -> tx.find(HIGHEST_ID, row -> row.findLong(1)).orElseThrow().orElse(0L));
  }

  /// When the event was accepted whose delivery has been outstanding longest; empty when nothing
  /// is.
  public Optional<Instant> findOldestOutstanding() {
    return database.read(tx -> tx.find(OLDEST, row -> row.findInstant(1)).flatMap(found -> found));
  }
}

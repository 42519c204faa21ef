package io.fleetwire.api;

import io.fleetwire.engine.OrganizationId;
import io.fleetwire.store.CommittedValue;
import io.fleetwire.store.Database;
import io.fleetwire.store.WriteTx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/// The catalogues of all organizations, in memory as last committed, with their schemas compiled.
/// Thread-safe.
final class EventTypes {
  private final Database database;
  private final CommittedValue<Map<OrganizationId, Map<String, Known>>> types;

  /// A type, and what its data is held against.
  record Known(PublishedType type, Check check) {}

  /// What data must be.
  sealed interface Check {}

  record Anything() implements Check {}

  record Valid(EventSchema schema) implements Check {}

  EventTypes(Database database) {
    this.database = database;
    this.types = database.mirror("event-types", tx -> load(EventTypeTable.load(tx)));
  }

  Optional<Known> find(OrganizationId organization, String name) {
    return Optional.ofNullable(types.get().getOrDefault(organization, Map.of()).get(name));
  }

  /// Up to `limit` types after row `after`, in the order of their creation.
  List<PublishedType> list(OrganizationId organization, long after, int limit) {
    return types.get().getOrDefault(organization, Map.of()).values().stream()
        .map(Known::type)
        .filter(type -> type.life().row() > after)
        .sorted((one, other) -> Long.compare(one.life().row(), other.life().row()))
        .limit(limit)
        .toList();
  }

  /// Adds a type that there is not, and `then` in its transaction.
  TypeDesk.Answer create(Known known, BiConsumer<WriteTx, PublishedType> then) {
    PublishedType wanted = known.type();
    return database.write(
        tx -> {
          Map<String, Known> own = tx.get(types).getOrDefault(wanted.organization(), Map.of());
          if (own.containsKey(wanted.type().name())) {
            return new TypeDesk.Exists();
          }
          if (own.size() >= PublishedType.PER_ORGANIZATION_MAX) {
            return new TypeDesk.TooMany(PublishedType.PER_ORGANIZATION_MAX);
          }
          long row = EventTypeTable.add(tx, wanted);
          PublishedType.Life life = wanted.life();
          PublishedType added =
              new PublishedType(
                  wanted.organization(),
                  wanted.type(),
                  wanted.description(),
                  wanted.schema(),
                  new PublishedType.Life(
                      row, 1, life.createdAt(), life.changedAt(), life.archivedAt()));
          put(tx, new Known(added, known.check()));
          then.accept(tx, added);
          return new TypeDesk.Saved(added);
        });
  }

  /// Changes a type that was seen, as it is in the transaction, and `then` there, unless it stays
  /// what it was. Empty when there is none any more.
  Optional<PublishedType> change(
      Known seen, UnaryOperator<Known> change, BiConsumer<WriteTx, PublishedType> then) {
    PublishedType type = seen.type();
    return database.write(
        tx ->
            Optional.ofNullable(
                    tx.get(types)
                        .getOrDefault(type.organization(), Map.of())
                        .get(type.type().name()))
                .map(before -> changed(tx, before, change.apply(before), then)));
  }

  private PublishedType changed(
      WriteTx tx, Known before, Known after, BiConsumer<WriteTx, PublishedType> then) {
    if (!after.equals(before)) {
      EventTypeTable.replace(tx, after.type());
      put(tx, after);
      then.accept(tx, after.type());
    }
    return after.type();
  }

  private void put(WriteTx tx, Known known) {
    Map<OrganizationId, Map<String, Known>> all = new HashMap<>(tx.get(types));
    OrganizationId organization = known.type().organization();
    Map<String, Known> own = new TreeMap<>(all.getOrDefault(organization, Map.of()));
    own.put(known.type().type().name(), known);
    all.put(organization, own);
    tx.set(types, all);
  }

  private static Map<OrganizationId, Map<String, Known>> load(List<PublishedType> rows) {
    Map<OrganizationId, Map<String, Known>> all = new HashMap<>();
    for (PublishedType type : rows) {
      Check check =
          type.schema().isEmpty() ? new Anything() : new Valid(EventSchema.stored(type.schema()));
      all.computeIfAbsent(type.organization(), _ -> new TreeMap<>())
          .put(type.type().name(), new Known(type, check));
    }
    return all;
  }
}

package io.fleetwire.store;

import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.Lanes;
import io.fleetwire.engine.Membership;
import io.fleetwire.engine.StoreUnavailableException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/// What a process knows of the others that write to its database: of a shared one alone, since of a
/// file there is one server.
///
/// Transactions of all happen one after the other. Each begins by looking at the row that all of
/// them pass on (`turn`): when nobody else has written since the last one of this process, then
/// everything that it keeps in memory is as it was. Otherwise it makes sure that it has not been
/// buried, and reads again what has changed. Used on the writer's thread, but for {@link
/// Membership}.
final class House implements Membership {
  private static final String MEMBER =
      "SELECT last_mark FROM node WHERE number = ? AND generation = ?";

  // All that a transaction has to know at its beginning, in one journey.
  private static final String TURN =
      PostgresDialect.TAKE_TURN
          + "; SELECT commits, last_id, EXISTS ("
          + MEMBER
          + "), (SELECT coalesce(string_agg(name, ' '), '') FROM mirror WHERE changed_in > ?)"
          + " FROM turn";
  private static final String MARK =
      "WITH marked AS (UPDATE node SET last_mark = ? WHERE number = ? AND generation = ?)";
  private static final String PASS_ON = " UPDATE turn SET commits = ?, last_id = ?";
  private static final String PASS_ON_QUIETLY = MARK + PASS_ON;
  private static final String PASS_ON_AND_TELL = MARK + ", told AS (" + Hints.TELL + ")" + PASS_ON;
  private static final String CHANGED = "SELECT name FROM mirror WHERE changed_in > ?";
  private static final String CHANGE =
      """
      INSERT INTO mirror (name, changed_in) VALUES (?, ?)
      ON CONFLICT (name) DO UPDATE SET changed_in = excluded.changed_in
      """;

  private static final long UNKNOWN = -1;

  /// Who this process is: `generation` 0 is a command beside the servers, which owns nothing.
  record Self(int number, long generation) {
    /// Tells, and is told nothing.
    static final Self GUEST = new Self(-1, 0);

    boolean isNode() {
      return generation != 0;
    }
  }

  private final Self self;
  private final CommittedValue<Lanes> lanes = new CommittedValue<>(Lanes.NONE);
  private final List<Mirror<?>> mirrors = new CopyOnWriteArrayList<>();
  private final List<Runnable> forgetters = new CopyOnWriteArrayList<>();
  private final Set<EndpointId> waiting = new HashSet<>();
  private final Set<EndpointId> changed = new HashSet<>();
  private boolean isNews;
  private long marks;
  private long seen = UNKNOWN;
  private long commits;
  private long lastId;
  private volatile boolean expelled;
  private volatile Consumer<Set<EndpointId>> ear = _ -> {};

  House(Self self) {
    this.self = self;
  }

  /// Reads again what has changed of a value that was `known`.
  interface Reloading<T> {
    T reload(ReadTx tx, T known, Set<EndpointId> changed);
  }

  /// A value in memory and where it comes from.
  record Mirror<T>(
      String name, CommittedValue<T> value, Function<ReadTx, T> load, Reloading<T> reloading) {
    void reload(ReadTx tx, Optional<Set<EndpointId>> changed) {
      value.publish(
          changed
              .map(some -> reloading.reload(tx, value.get(), some))
              .orElseGet(() -> load.apply(tx)));
    }
  }

  Self self() {
    return self;
  }

  /// Keeps a value as the others change it. It was read in the transaction that has just ended.
  void mirror(Mirror<?> mirror) {
    mirrors.add(mirror);
  }

  /// Lets `forget` be called whenever somebody else has written.
  void onStrangers(Runnable forget) {
    forgetters.add(forget);
  }

  /// Begins a transaction when its turn has come, and takes up what others have written since the
  /// last one of this process. Returns whether they have written any. Throws {@link
  /// StoreUnavailableException} when it has been buried.
  boolean begin(SqlConnection connection) {
    waiting.clear();
    changed.clear();
    isNews = false;
    Look look =
        connection
            .listSecond(TURN, House::look, (long) self.number(), self.generation(), seen)
            .getFirst();
    commits = look.commits();
    lastId = look.lastId();
    if (commits == seen) {
      return false;
    }
    if (self.isNode() && !look.isMember()) {
      throw expelled();
    }
    forgetters.forEach(Runnable::run);
    if (commits < seen) {
      // After a failover that has lost commits, nothing in memory can be trusted.
      reload(connection, connection.list(CHANGED, row -> row.text(1), UNKNOWN), UNKNOWN);
    } else if (!look.changed().isEmpty()) {
      reload(connection, look.changed(), seen);
    }
    return true;
  }

  /// What a transaction finds at its beginning: how many there were before, the greatest id that
  /// any of them has given, whether this process has its place, and which values have changed since
  /// its last transaction.
  private record Look(long commits, long lastId, boolean isMember, List<String> changed) {}

  private static Look look(Row row) {
    String changed = row.text(4);
    return new Look(
        row.longAt(1),
        row.longAt(2),
        row.booleanAt(3),
        changed.isEmpty() ? List.of() : List.of(changed.split(" ")));
  }

  private void reload(SqlConnection connection, List<String> names, long from) {
    Optional<Set<EndpointId>> endpoints =
        from == UNKNOWN ? Optional.empty() : Hints.changed(connection, from, commits);
    ReaderTx tx = new ReaderTx(connection);
    mirrors.stream()
        .filter(it -> names.contains(it.name()))
        .forEach(it -> it.reload(tx, endpoints));
    tx.end();
  }

  /// Returns the mark of its last transaction that is durable.
  private long mustBeMember(SqlConnection connection) {
    Optional<Long> mark =
        connection.find(MEMBER, row -> row.longAt(1), (long) self.number(), self.generation());
    return mark.orElseThrow(this::expelled);
  }

  private StoreUnavailableException expelled() {
    expelled = true;
    return new StoreUnavailableException(
        "another server has taken this one's place, because it did not answer in time; start it"
            + " again",
        new IllegalStateException("node " + self.number() + " was buried"));
  }

  /// Leaves for the next what this transaction has done: values that have changed, ids, and what
  /// the others are to be told. Returns the mark by which its fate can be asked for, if it has left
  /// one: whoever has no row of its own, and whoever has changed nothing, leaves none.
  OptionalLong end(SqlConnection connection, Changes changes, boolean hasChanged) {
    boolean isPassedOn = hasChanged || isNews || !waiting.isEmpty();
    if (isPassedOn) {
      passOn(connection, changes);
    }
    return isPassedOn && self.isNode() ? OptionalLong.of(marks) : OptionalLong.empty();
  }

  /// Whether the transaction that left `mark` is durable: asked on a new connection when its commit
  /// was not answered, and before anything else is written. The turn comes to whoever asks when the
  /// database is done with it.
  boolean isDurable(SqlConnection connection, long mark) {
    connection.begin();
    long durable = mustBeMember(connection);
    connection.commit();
    return durable == mark;
  }

  private void passOn(SqlConnection connection, Changes changes) {
    long number = commits + 1;
    for (Mirror<?> mirror : mirrors) {
      if (changes.isSet(mirror.value())) {
        connection.update(CHANGE, mirror.name(), number);
        isNews = true;
      }
    }
    marks++;
    commits = number;
    long place = self.number();
    if (isNews || !waiting.isEmpty()) {
      connection.update(
          PASS_ON_AND_TELL,
          marks,
          place,
          self.generation(),
          number,
          place,
          isNews,
          Hints.text(waiting),
          Hints.text(changed),
          number,
          lastId);
      Hints.forget(connection, number);
    } else {
      connection.update(PASS_ON_QUIETLY, marks, place, self.generation(), number, lastId);
    }
  }

  /// The transaction that has just ended is durable, and nothing came between.
  void committed() {
    seen = commits;
  }

  /// This node has left: from now on nothing of it is committed.
  void left() {
    seen = UNKNOWN;
  }

  CommittedValue<Lanes> lanes() {
    return lanes;
  }

  long lastId() {
    return lastId;
  }

  /// Notes an id that is given in this transaction.
  void used(long id) {
    lastId = Math.max(lastId, id);
  }

  /// Notes that this transaction changes an endpoint, or its state or health.
  void changed(EndpointId endpoint) {
    changed.add(endpoint);
  }

  void hint(Set<EndpointId> endpoints) {
    waiting.addAll(endpoints);
    isNews |= endpoints.isEmpty();
  }

  void hear(Set<EndpointId> hint) {
    ear.accept(hint);
  }

  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public int number() {
    return Math.max(0, self.number());
  }

  @Override
  public boolean isExpelled() {
    return expelled;
  }

  @Override
  public void listen(Consumer<Set<EndpointId>> listener) {
    ear = listener;
  }
}

package io.fleetwire.api;

import io.fleetwire.engine.Accepted;
import io.fleetwire.engine.EngineTx;
import io.fleetwire.engine.Intake;
import io.fleetwire.engine.NewEvent;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.TraceId;
import io.fleetwire.store.Database;
import io.fleetwire.store.SqlEngineStore;
import io.fleetwire.store.WriteTx;
import io.fleetwire.web.Problem.Fault;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Accepts what is published: all events of a request in one commit, or none. Thread-safe.
final class EventDesk {
  private final Database database;
  private final SqlEngineStore store;
  private final Intake intake;
  private final InstantSource clock;

  /// A request to publish. `key` is what the caller calls it, or empty; `digest` is of all that the
  /// caller has sent.
  record Order(
      OrganizationId organization,
      TraceId trace,
      List<EventDraft> drafts,
      String key,
      String digest) {}

  /// What became of an order.
  sealed interface Answer {}

  /// The events are durable, in the order of their drafts.
  record Published(List<Receipt> receipts) implements Answer {}

  /// They had been, by the same order.
  record Repeated(List<Receipt> receipts) implements Answer {}

  /// The key belongs to another order.
  record KeyTaken() implements Answer {}

  /// Names of events belong to other events. Nothing was published.
  record NamesTaken(List<Integer> drafts) implements Answer {}

  EventDesk(Database database, SqlEngineStore store, Intake intake, InstantSource clock) {
    this.database = database;
    this.store = store;
    this.intake = intake;
    this.clock = clock;
  }

  /// What was answered to an order of that key, if there was one: asked before the events are
  /// looked at, because what was good then need not be good now.
  Optional<Answer> findAnswer(OrganizationId organization, String key, String digest) {
    return database
        .read(tx -> AnswerTable.find(tx, key(organization, "key", key), clock.instant()))
        .map(stored -> told(stored, digest));
  }

  private static Answer told(AnswerTable.Stored stored, String digest) {
    return stored.digest().equals(digest) ? new Repeated(stored.receipts()) : new KeyTaken();
  }

  Answer publish(Order order) {
    try {
      return database.write(tx -> publish(tx, order));
    } catch (NamesTakenException e) {
      return new NamesTaken(e.drafts);
    }
  }

  private Answer publish(WriteTx tx, Order order) {
    Instant now = clock.instant();
    AnswerTable.Key key = key(order.organization(), "key", order.key());
    if (!order.key().isEmpty()) {
      Optional<AnswerTable.Stored> stored = AnswerTable.find(tx, key, now);
      if (stored.isPresent()) {
        return told(stored.get(), order.digest());
      }
    }
    List<Receipt> receipts = new ArrayList<>(order.drafts().size());
    List<Integer> taken = new ArrayList<>();
    EngineTx engine = store.in(tx);
    for (int i = 0; i < order.drafts().size(); i++) {
      EventDraft draft = order.drafts().get(i);
      Optional<AnswerTable.Stored> told = findTold(tx, order, draft, now);
      if (told.isEmpty()) {
        receipts.add(accept(tx, engine, order, draft));
      } else if (told.get().digest().equals(digest(draft))) {
        receipts.add(told.get().receipts().getFirst().again());
      } else {
        taken.add(i);
      }
    }
    if (!taken.isEmpty()) {
      throw new NamesTakenException(taken);
    }
    if (!order.key().isEmpty()) {
      AnswerTable.put(tx, key, new AnswerTable.Stored(order.digest(), receipts), now);
    }
    return new Published(receipts);
  }

  private static Optional<AnswerTable.Stored> findTold(
      WriteTx tx, Order order, EventDraft draft, Instant now) {
    return draft.name().isEmpty()
        ? Optional.empty()
        : AnswerTable.find(tx, key(order.organization(), "event", draft.name()), now);
  }

  private Receipt accept(WriteTx tx, EngineTx engine, Order order, EventDraft draft) {
    Accepted accepted =
        intake.accept(
            engine,
            new NewEvent(
                order.organization(),
                draft.type(),
                draft.subject(),
                order.trace(),
                draft.occurredAt(),
                draft.payload()));
    Receipt receipt = new Receipt(accepted.id().toString(), accepted.deliveries(), false);
    if (!draft.name().isEmpty()) {
      AnswerTable.put(
          tx,
          key(order.organization(), "event", draft.name()),
          new AnswerTable.Stored(digest(draft), List.of(receipt)),
          clock.instant());
    }
    return receipt;
  }

  private static AnswerTable.Key key(OrganizationId organization, String kind, String text) {
    return new AnswerTable.Key(
        organization, sha256((kind + "\n" + text).getBytes(StandardCharsets.UTF_8)));
  }

  private static String digest(EventDraft draft) {
    return sha256(
        (draft.type()
                + "\n"
                + draft.subject()
                + "\n"
                + draft.envelope().data().contentType()
                + "\n")
            .getBytes(StandardCharsets.UTF_8),
        draft.envelope().data().bytes());
  }

  /// Of all these bytes in a row, in hexadecimal.
  static String sha256(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  /// Undoes what the unit of work has accepted already.
  private static final class NamesTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Integer> drafts;

    NamesTakenException(List<Integer> drafts) {
      super("", null, false, false);
      this.drafts = drafts;
    }
  }

  /// One fault of an item of a batch.
  static Fault nameTaken(String where) {
    return new Fault(
        where,
        "an event of this source and id was published with another type, subject or data; give a"
            + " new event a new id");
  }
}

package io.fleetwire.apple;

import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EngineObserver;
import io.fleetwire.engine.EngineTx;
import io.fleetwire.engine.Event;
import io.fleetwire.engine.EventId;
import io.fleetwire.engine.Intake;
import io.fleetwire.engine.NewEvent;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.Settlement;
import io.fleetwire.engine.Subject;
import io.fleetwire.store.Database;
import io.fleetwire.store.SqlEngineStore;
import io.fleetwire.store.WriteTx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Makes events durable, and lets a device wait a little for what the backend says to one: a
/// refusal of its enrolment should reach it at once. Nothing depends on that wait. Thread-safe.
final class Telling {
  private static final String NOT_YET = "the event is durable, and not yet answered";

  private final Database database;
  private final SqlEngineStore store;
  private final Intake intake;
  private final OrganizationId organization;
  private final InstantSource clock;
  private final Answered answered;

  Telling(
      Database database,
      SqlEngineStore store,
      Intake intake,
      OrganizationId organization,
      InstantSource clock,
      Answered answered) {
    this.database = database;
    this.store = store;
    this.intake = intake;
    this.organization = organization;
    this.clock = clock;
    this.answered = answered;
  }

  /// Who waits for the answer to which event. Thread-safe.
  static final class Answered implements EngineObserver {
    private final Map<EventId, CompletableFuture<BackendAnswer>> waiting =
        new ConcurrentHashMap<>();
    private final Journal journal;

    Answered(Journal journal) {
      this.journal = journal;
    }

    @Override
    public void attempted(Settlement settlement, Endpoint endpoint) {
      if (!endpoint.target().format().equals(AppleCallbackFormat.NAME)) {
        return;
      }
      Event event = settlement.ready().event();
      BackendAnswer answer = Backend.answer(Backend.Question.EVENT, settlement.sent().outcome());
      journal.asked(
          new Journal.Asking(
              event.subject().value(),
              Backend.Question.EVENT.path(),
              event.facts().trace().value()),
          answer,
          new Journal.Spent(
              settlement.startedAt(),
              settlement.sent().timeline().total(),
              Backend.size(event.payload(), settlement.sent().outcome())));
      // Last, so that whoever was answered finds the call among those taken down.
      Optional.ofNullable(waiting.get(event.id())).ifPresent(waiter -> waiter.complete(answer));
    }
  }

  /// Makes `event` durable and returns.
  void tell(Caller caller, AppleEvent event) {
    NewEvent facts = facts(caller, event);
    database.write(
        tx -> {
          remember(tx, caller.from(), event);
          return intake.accept(store.in(tx), facts);
        });
  }

  /// Makes `event` durable, and waits for the backend's first answer; that there is none in time is
  /// an answer, too.
  BackendAnswer tellAndWait(Caller caller, AppleEvent event, Duration patience) {
    NewEvent facts = facts(caller, event);
    CompletableFuture<BackendAnswer> answer = new CompletableFuture<>();
    EventId id =
        database.write(
            tx -> {
              remember(tx, caller.from(), event);
              return accept(store.in(tx), facts, answer);
            });
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      return new BackendAnswer.Failed(NOT_YET);
    } catch (ExecutionException e) {
      throw new IllegalStateException("an answer is only ever completed", e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new BackendAnswer.Failed(NOT_YET);
    } finally {
      answered.waiting.remove(id);
    }
  }

  /// Where a channel can be woken is known as soon as what it said is durable.
  private void remember(WriteTx tx, Enrollment from, AppleEvent event) {
    switch (event) {
      case AppleEvent.Authenticate _ -> PushTable.clear(tx, from.deviceId());
      case AppleEvent.TokenUpdate(CheckIn.TokenUpdate update, boolean _) ->
          PushAddress.of(from, update, clock.instant())
              .ifPresent(address -> PushTable.put(tx, from.deviceId(), address));
      case AppleEvent.CheckOut _ -> PushTable.left(tx, from.channelId(), clock.instant());
      case AppleEvent.CommandResult _, AppleEvent.DeclarationStatus _ -> {}
    }
  }

  // Registered by the commit and before the engine hears of the delivery: an answer cannot be
  // quicker than who waits for it.
  private EventId accept(EngineTx tx, NewEvent facts, CompletableFuture<BackendAnswer> answer) {
    EventId[] id = new EventId[1];
    tx.afterCommit(() -> answered.waiting.put(id[0], answer));
    id[0] = intake.accept(tx, facts).id();
    if (!isAskedHere(tx)) {
      // Another node asks the backend, and hears the answer.
      tx.afterCommit(() -> answer.complete(new BackendAnswer.Elsewhere()));
    }
    return id[0];
  }

  private boolean isAskedHere(EngineTx tx) {
    return tx.endpoints().ownedBy(organization).stream()
        .filter(endpoint -> endpoint.target().format().equals(AppleCallbackFormat.NAME))
        .allMatch(endpoint -> tx.lanes().contains(endpoint.id()));
  }

  /// Makes `result`, which the backend has taken, known to everybody else, and remembers it by
  /// `digest`, so that a device that repeats it is not heard twice.
  void taken(Caller caller, AppleEvent result, String digest) {
    NewEvent facts = facts(caller, result);
    database.write(tx -> taken(tx, caller, facts, digest));
  }

  private boolean taken(WriteTx tx, Caller caller, NewEvent facts, String digest) {
    ChannelTable.putLastResult(tx, caller.from(), digest);
    intake.accept(store.in(tx), facts);
    return true;
  }

  boolean wasTaken(Caller caller, String digest) {
    return database
        .read(tx -> ChannelTable.lastResult(tx, caller.from()))
        .filter(digest::equals)
        .isPresent();
  }

  private NewEvent facts(Caller caller, AppleEvent event) {
    return new NewEvent(
        organization,
        event.type(),
        new Subject(caller.from().channelId()),
        caller.origin().trace(),
        clock.instant(),
        new Payload("application/json", AppleJson.bytes(caller.scope().event(event.json()))));
  }
}

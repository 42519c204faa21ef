package io.fleetwire.apple;

import io.fleetwire.apple.AppleBook.Call;
import io.fleetwire.apple.AppleBook.Declaration;
import io.fleetwire.apple.AppleBook.Facts;
import io.fleetwire.apple.AppleBook.Kind;
import io.fleetwire.apple.AppleBook.Line;
import io.fleetwire.engine.TraceId;
import io.fleetwire.store.WriteTx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Takes down what people will want to look at ({@link AppleBook}), for {@link BookPump} to write.
/// Never waits: what finds no room is not written down, and counted. Thread-safe.
final class Journal {
  /// What the busiest fleet does in some seconds; a few megabytes.
  private static final int WAITING_MAX = 20_000;

  /// Enough for people to know what it is about.
  private static final int TEXT_LENGTH_MAX = 500;

  private final InstantSource clock;
  private final BlockingQueue<Note> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
  private final AtomicLong lost = new AtomicLong();

  /// By channel, those among the waiting that say when it was seen: a later sight takes the place
  /// of the one before, because nobody asks for more than the last.
  private final Map<String, Seen> sights = new ConcurrentHashMap<>();

  Journal(InstantSource clock) {
    this.clock = clock;
  }

  /// Something to be written. May run twice: only the last run counts.
  @FunctionalInterface
  interface Note {
    void write(WriteTx tx);
  }

  private static final class Seen implements Note {
    private volatile EnrolmentTable.Sight sight;

    Seen(EnrolmentTable.Sight sight) {
      this.sight = sight;
    }

    @Override
    public void write(WriteTx tx) {
      EnrolmentTable.seen(tx, sight);
    }
  }

  /// A channel has proven who it is.
  void seen(Caller caller) {
    EnrolmentTable.Sight sight =
        new EnrolmentTable.Sight(caller.from(), clock.instant(), caller.certificate().until());
    sights.compute(
        caller.from().channelId(),
        (_, before) -> before == null ? first(sight) : later(before, sight));
  }

  private @Nullable Seen first(EnrolmentTable.Sight sight) {
    Seen note = new Seen(sight);
    return put(note) ? note : null;
  }

  private static Seen later(Seen note, EnrolmentTable.Sight sight) {
    note.sight = sight;
    return note;
  }

  /// A check-in was answered with `status`.
  void checkIn(Caller caller, CheckIn message, int status) {
    String channel = caller.from().channelId();
    line(caller, new Entry(Kind.CHECK_IN, message.messageType(), "answered " + status, ""));
    if (status != 200) {
      return;
    }
    Instant now = clock.instant();
    switch (message) {
      case CheckIn.Authenticate authenticate -> {
        Facts facts = facts(authenticate);
        put(
            tx -> {
              EnrolmentTable.enrolling(tx, channel, facts);
              DeclarationTable.clear(tx, channel);
            });
      }
      case CheckIn.TokenUpdate update -> {
        String topic = cut(update.topic());
        put(tx -> EnrolmentTable.enrolled(tx, channel, topic, now));
      }
      case CheckIn.CheckOut _ ->
          put(
              tx -> {
                EnrolmentTable.left(tx, channel);
                DeclarationTable.clear(tx, channel);
              });
      case CheckIn.DeclarativeManagement _,
          CheckIn.SetBootstrapToken _,
          CheckIn.GetBootstrapToken _,
          CheckIn.UserAuthenticate _,
          CheckIn.GetToken _,
          CheckIn.ReturnToService _,
          CheckIn.Unknown _ -> {}
    }
  }

  private static Facts facts(CheckIn.Authenticate message) {
    return new Facts(
        cut(message.all().text("SerialNumber").orElse("")),
        cut(message.all().text("ProductName").or(() -> message.all().text("Model")).orElse("")),
        cut(message.all().text("DeviceName").orElse("")),
        cut(message.all().text("OSVersion").orElse("")),
        cut(message.topic()));
  }

  /// What happened, in words.
  record Entry(Kind kind, String title, String detail, String commandUuid) {}

  void line(Caller caller, Entry entry) {
    line(caller.from().channelId(), caller.origin().trace(), entry);
  }

  /// Somebody wished that a channel is woken.
  void pushed(String channel, PushAnswer answer, TraceId trace) {
    line(channel, trace, new Entry(Kind.PUSH, answer.code(), answer.explanation(), ""));
  }

  private void line(String channel, TraceId trace, Entry entry) {
    Line line =
        new Line(
            0,
            clock.instant(),
            entry.kind(),
            cut(entry.title()),
            cut(entry.detail()),
            cut(entry.commandUuid()),
            trace.value());
    put(tx -> LineTable.add(tx, channel, line));
  }

  /// What a channel reports of its declarations. A full report takes the place of all before it.
  void reported(Caller caller, StatusReport report) {
    String channel = caller.from().channelId();
    List<Declaration> declarations = report.declarations(clock.instant());
    put(
        tx -> {
          if (report.isFull()) {
            DeclarationTable.clear(tx, channel);
          }
          declarations.forEach(declaration -> DeclarationTable.put(tx, channel, declaration));
        });
  }

  /// Who asked the backend what.
  record Asking(String channelId, String path, String trace) {}

  /// When it began, how long it took, and how much was said.
  record Spent(Instant startedAt, Duration took, AppleBook.Size size) {}

  /// The backend was asked, or told.
  void asked(Asking asking, BackendAnswer answer, Spent spent) {
    Call call =
        new Call(
            0,
            asking.channelId(),
            spent.startedAt(),
            asking.path(),
            cut(outcome(answer)),
            answer instanceof BackendAnswer.Good,
            spent.size(),
            spent.took().toMillis(),
            asking.trace());
    put(tx -> CallTable.add(tx, call));
  }

  private static String outcome(BackendAnswer answer) {
    return switch (answer) {
      case BackendAnswer.Good(int status, var _, var _) -> Integer.toString(status);
      case BackendAnswer.Said(BackendError error) -> error.tag();
      case BackendAnswer.Elsewhere _ -> "told by another server";
      case BackendAnswer.Failed(String reason) -> reason;
    };
  }

  private boolean put(Note note) {
    boolean kept = waiting.offer(note);
    if (!kept) {
      lost.incrementAndGet();
    }
    return kept;
  }

  /// Up to `max` notes in their order.
  List<Note> take(int max) {
    List<Note> notes = new ArrayList<>();
    waiting.drainTo(notes, max);
    for (Note note : notes) {
      if (note instanceof Seen seen) {
        sights.remove(seen.sight.channel().channelId(), seen);
      }
    }
    return notes;
  }

  /// How many found no room since this was last asked.
  long takeLost() {
    return lost.getAndSet(0);
  }

  private static String cut(String text) {
    return text.length() <= TEXT_LENGTH_MAX ? text : text.substring(0, TEXT_LENGTH_MAX);
  }
}

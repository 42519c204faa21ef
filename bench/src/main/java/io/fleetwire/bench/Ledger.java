package io.fleetwire.bench;

import io.fleetwire.engine.Must;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// What became of every event of a run: when it was meant to be sent, when the server acknowledged
/// it, when its callback came in. All times are {@link System#nanoTime} of this process, which
/// holds the generator and the receiver, so that they can be subtracted.
///
/// Lost is what was acknowledged and never came in. Not lost, but told, is what came in more than
/// once, and what came in although nobody acknowledged it (a request that broke off).
///
/// One thread opens and acknowledges, one thread receives; counts may be read by anybody, entries
/// once both are quiet.
final class Ledger {
  /// A run of a quarter of an hour at 20,000 a second; 24 bytes each.
  static final int EVENTS_MAX = 18_000_000;

  private static final int PAGE = 1 << 16;

  private final AtomicReferenceArray<Page> pages =
      new AtomicReferenceArray<>(EVENTS_MAX / PAGE + 1);
  private final long origin;
  private final AtomicLong opened = new AtomicLong();
  private final AtomicLong accepted = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong duplicated = new AtomicLong();
  private final AtomicLong strangers = new AtomicLong();

  /// `origin` is a time before every other that is written down.
  Ledger(long origin) {
    this.origin = origin;
  }

  private record Page(AtomicLongArray meant, AtomicLongArray accepted, AtomicLongArray received) {
    Page() {
      this(new AtomicLongArray(PAGE), new AtomicLongArray(PAGE), new AtomicLongArray(PAGE));
    }
  }

  /// Reads one entry. Times are 0 where a thing did not happen.
  interface Reader {
    void entry(long number, long meantAt, long acceptedAt, long receivedAt);
  }

  /// Whether no further event can be opened.
  boolean isFull() {
    return opened.get() >= EVENTS_MAX;
  }

  /// The number of a new event that was to be sent at `meantAt`. By the generator's thread.
  long open(long meantAt) {
    long number = opened.get();
    Must.hold(number < EVENTS_MAX, "nothing is opened when it is full");
    Page page = pages.get(pageOf(number));
    if (page == null) {
      page = new Page();
      pages.set(pageOf(number), page);
    }
    page.meant.setRelease(placeOf(number), since(meantAt));
    opened.set(number + 1);
    return number;
  }

  /// The server answered 2xx. By the generator's thread.
  void accepted(long number, long at) {
    page(number).accepted.setRelease(placeOf(number), since(at));
    accepted.incrementAndGet();
  }

  /// The server refused it, or gave no answer. By the generator's thread.
  void fail() {
    failed.incrementAndGet();
  }

  /// A callback for `number` came in. By the receiver's thread.
  void received(long number, long at) {
    if (number < 0 || number >= opened.get()) {
      strangers.incrementAndGet();
      return;
    }
    AtomicLongArray times = page(number).received;
    if (times.getPlain(placeOf(number)) == 0) {
      times.setRelease(placeOf(number), since(at));
      received.incrementAndGet();
    } else {
      duplicated.incrementAndGet();
    }
  }

  long opened() {
    return opened.get();
  }

  long accepted() {
    return accepted.get();
  }

  long failed() {
    return failed.get();
  }

  /// How many different events came in.
  long received() {
    return received.get();
  }

  long duplicated() {
    return duplicated.get();
  }

  /// How many callbacks named no event of ours.
  long strangers() {
    return strangers.get();
  }

  /// How many events are under way: sent, not failed, not come in.
  long outstanding() {
    return opened.get() - failed.get() - received.get();
  }

  /// How many events were acknowledged and have not come in.
  long lost() {
    long[] lost = {0};
    read((_, _, acceptedAt, receivedAt) -> lost[0] += acceptedAt != 0 && receivedAt == 0 ? 1 : 0);
    return lost[0];
  }

  /// How many events came in that nobody acknowledged.
  long ghosts() {
    long[] ghosts = {0};
    read((_, _, acceptedAt, receivedAt) -> ghosts[0] += acceptedAt == 0 && receivedAt != 0 ? 1 : 0);
    return ghosts[0];
  }

  /// Reads all entries in the order of their numbers.
  void read(Reader reader) {
    for (long number = 0; number < opened.get(); number++) {
      Page page = page(number);
      int place = placeOf(number);
      reader.entry(
          number,
          timeOf(page.meant.getAcquire(place)),
          timeOf(page.accepted.getAcquire(place)),
          timeOf(page.received.getAcquire(place)));
    }
  }

  private Page page(long number) {
    Page page = pages.get(pageOf(number));
    if (page == null) {
      throw new AssertionError("event " + number + " was never opened");
    }
    return page;
  }

  private static int pageOf(long number) {
    return (int) (number / PAGE);
  }

  private static int placeOf(long number) {
    return (int) (number % PAGE);
  }

  // Kept one higher than it is, because 0 means never.
  private long since(long at) {
    Must.hold(at >= origin, "nothing happens before the beginning");
    return at - origin + 1;
  }

  private long timeOf(long kept) {
    return kept == 0 ? 0 : kept - 1 + origin;
  }
}

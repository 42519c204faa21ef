package io.fleetwire.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/// What the server has not taken yet, and how each device was last: in memory, and as lines of a
/// file. Thread-safe.
///
/// The file only grows; it is written anew, beside the old one and then in its place, when most of
/// it is of the past. A line that was torn by a crash is the last one and was promised to nobody;
/// where a write fails, as on a full disk, the next one writes the file anew, from memory. What the
/// server took is noted without haste: should the note be lost, the same is sent again and taken as
/// repeated.
final class Journal implements AutoCloseable {
  private static final String FILE = "journal";

  /// A line has a quarter of a kilobyte. Beyond, the past is cleared away.
  private static final int LINES_SPARE = 1_000;

  private final Path file;
  private final FileChannel lock;
  private final int reportsMax;
  private final String stream;
  private final Deque<Numbered> pending = new ArrayDeque<>();
  private final Map<String, Report> states = new LinkedHashMap<>();
  private FileChannel out;
  private long last;
  private int lines;

  /// Whether the file may end in the midst of a line, or lacks what is in memory.
  private boolean isTorn;

  private long dropped;

  /// Which reports tell of all devices of some platforms at once, until the server has got them: in
  /// the order of their numbers.
  private final Deque<Tally> tallies = new ArrayDeque<>();

  /// The reports from `first` to `last`, none where `first` is higher, of these devices.
  private record Tally(Set<String> platforms, Set<String> present, long first, long last) {}

  private Journal(Path file, FileChannel lock, int reportsMax, String stream) {
    this.file = file;
    this.lock = lock;
    this.reportsMax = reportsMax;
    this.stream = stream;
    this.out = open(file);
  }

  /// The journal in `folder`, or a new one whose numbers are those of `newStream`. Throws an {@link
  /// AgentRefusedException} when there is one that cannot be read.
  static Journal open(Path folder, int reportsMax, String newStream) {
    Path file = folder.resolve(FILE);
    try {
      Files.createDirectories(folder);
      FileChannel lock = lock(folder);
      try {
        return read(file, lock, reportsMax, newStream);
      } catch (JacksonException | DateTimeException | IllegalArgumentException e) {
        lock.close();
        throw new AgentRefusedException(
            file
                + " cannot be read: "
                + e.getMessage()
                + "; move it away, and the server will be told anew how everything is");
      }
    } catch (IOException e) {
      throw new AgentRefusedException(
          "the folder " + folder + " cannot be used: " + e + "; set agent.data-dir to another one");
    }
  }

  private static Journal read(Path file, FileChannel lock, int reportsMax, String newStream)
      throws IOException {
    List<String> stored =
        Files.exists(file) ? JournalLine.whole(Files.readString(file)) : List.of();
    String stream = stored.isEmpty() ? newStream : JournalLine.stream(stored.getFirst());
    Journal journal = new Journal(file, lock, reportsMax, stream);
    for (String line : stored.subList(Math.min(1, stored.size()), stored.size())) {
      journal.replay(line);
    }
    journal.rewrite();
    return journal;
  }

  /// Two agents with one journal would number different things alike.
  private static FileChannel lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isLocked(channel)) {
      channel.close();
      throw new AgentRefusedException(
          "another agent uses the folder " + folder + "; end it, or set agent.data-dir");
    }
    return channel;
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }

  private void replay(String line) {
    switch (JournalLine.read(line)) {
      case JournalLine.Change(Numbered numbered) -> apply(numbered);
      case JournalLine.State(Report report) -> states.put(report.udid(), report);
      case JournalLine.Next(long sequence) -> last = Math.max(last, sequence);
      case JournalLine.Taken(long sequence) -> forget(sequence);
    }
  }

  /// Which numbering the reports have.
  String stream() {
    return stream;
  }

  /// How each device was last.
  synchronized List<Report> states() {
    return List.copyOf(states.values());
  }

  /// Durable when it returns.
  synchronized void add(List<Report> reports, Instant at) {
    List<String> text = new ArrayList<>();
    for (Report report : reports) {
      Numbered numbered = new Numbered(last + 1, at, report);
      apply(numbered);
      text.add(JournalLine.of(numbered));
    }
    write(text, true);
    if (pending.size() > reportsMax) {
      dropSuperseded();
    }
    if (lines > LINES_SPARE + 2 * (pending.size() + states.size())) {
      rewriteNow();
    }
  }

  /// The same, for reports of all devices of these platforms that there are.
  synchronized void addAll(Set<String> platforms, List<Report> reports, Instant at) {
    long first = last + 1;
    Set<String> present = reports.stream().map(Report::udid).collect(Collectors.toSet());
    try {
      add(reports, at);
    } finally {
      tallies.add(new Tally(platforms, present, first, last));
    }
  }

  /// What is to be sent next. `complete` names the platforms of which there are no devices but
  /// these and those that are `present`, whose reports came before; both in the order of the
  /// alphabet.
  record Batch(List<Numbered> reports, SortedSet<String> complete, SortedSet<String> present) {
    Batch {
      reports = List.copyOf(reports);
      complete = Collections.unmodifiableSortedSet(new TreeSet<>(complete));
      present = Collections.unmodifiableSortedSet(new TreeSet<>(present));
    }

    private static Batch of(List<Numbered> reports) {
      return new Batch(reports, new TreeSet<>(), new TreeSet<>());
    }

    /// Whether there is nothing to say.
    boolean isEmpty() {
      return reports.isEmpty() && complete.isEmpty();
    }
  }

  /// The oldest reports, at most `max`. Those of all devices at once come in batches of their own,
  /// of which the last one says so.
  synchronized Batch next(int max) {
    Tally tally = tallies.peek();
    if (tally == null) {
      return Batch.of(pending.stream().limit(max).toList());
    }
    List<Numbered> before =
        pending.stream().takeWhile(one -> one.sequence() < tally.first()).limit(max).toList();
    if (!before.isEmpty()) {
      return Batch.of(before);
    }
    List<Numbered> all = pending.stream().takeWhile(one -> one.sequence() <= tally.last()).toList();
    if (all.size() > max) {
      return Batch.of(all.subList(0, max));
    }
    SortedSet<String> present = new TreeSet<>(tally.present());
    all.forEach(one -> present.remove(one.report().udid()));
    return new Batch(all, new TreeSet<>(tally.platforms()), present);
  }

  /// The server has a batch.
  synchronized void taken(Batch batch) {
    if (!batch.complete().isEmpty()) {
      tallies.remove();
    }
    leaveOut(batch.reports());
  }

  /// The oldest reports are not sent again.
  synchronized void leaveOut(List<Numbered> reports) {
    if (!reports.isEmpty() && forget(reports.getLast().sequence())) {
      write(List.of(JournalLine.taken(reports.getLast().sequence())), false);
    }
  }

  /// How many reports were dropped since the last call, because others of their devices followed.
  synchronized long dropped() {
    long count = dropped;
    dropped = 0;
    return count;
  }

  private void apply(Numbered numbered) {
    last = Math.max(last, numbered.sequence());
    pending.add(numbered);
    if (numbered.report().isAttached()) {
      states.put(numbered.report().udid(), numbered.report());
    } else {
      states.remove(numbered.report().udid());
    }
  }

  private boolean forget(long sequence) {
    int before = pending.size();
    while (!pending.isEmpty() && pending.getFirst().sequence() <= sequence) {
      pending.removeFirst();
    }
    last = Math.max(last, sequence);
    return pending.size() < before;
  }

  /// Of each device the last report stays; of the others the oldest go first, until there is room
  /// for as many again as a quarter.
  private void dropSuperseded() {
    Set<String> later = new HashSet<>();
    List<Numbered> superseded = new ArrayList<>();
    for (Iterator<Numbered> back = pending.descendingIterator(); back.hasNext(); ) {
      Numbered numbered = back.next();
      if (!later.add(numbered.report().udid())) {
        superseded.add(numbered);
      }
    }
    int wanted = pending.size() - reportsMax * 3 / 4;
    Collection<Numbered> gone =
        new HashSet<>(superseded.reversed().subList(0, Math.min(wanted, superseded.size())));
    pending.removeAll(gone);
    dropped += gone.size();
    if (!gone.isEmpty()) {
      rewriteNow();
    }
  }

  private void rewriteNow() {
    try {
      rewrite();
    } catch (IOException e) {
      throw new UncheckedIOException("the journal cannot be written: " + file, e);
    }
  }

  private void rewrite() throws IOException {
    isTorn = true;
    Path next = file.resolveSibling(FILE + ".new");
    List<String> text =
        Stream.of(
                Stream.of(JournalLine.header(stream), JournalLine.next(last)),
                states.values().stream().map(JournalLine::of),
                pending.stream().map(JournalLine::of))
            .flatMap(lines -> lines)
            .toList();
    try (FileChannel channel =
        FileChannel.open(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      writeTo(channel, text);
      channel.force(true);
    }
    out.close();
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    out = open(file);
    lines = text.size();
    isTorn = false;
  }

  private void write(List<String> text, boolean durable) {
    if (isTorn) {
      rewriteNow();
      return;
    }
    try {
      writeTo(out, text);
      if (durable) {
        out.force(false);
      }
      lines += text.size();
    } catch (IOException e) {
      isTorn = true;
      throw new UncheckedIOException("the journal cannot be written: " + file, e);
    }
  }

  private static void writeTo(FileChannel channel, List<String> text) throws IOException {
    StringBuilder all = new StringBuilder();
    text.forEach(line -> all.append(line).append('\n'));
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(all.toString());
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static FileChannel open(Path file) {
    try {
      return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("the journal cannot be opened: " + file, e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      out.close();
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the journal cannot be closed: " + file, e);
    }
  }
}

package io.fleetwire.store;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Writes notes from many threads until it is killed, and prints the id of each one that it was
/// told is durable. Each unit writes a pair of notes, with the ids `n` and `-n`.
final class WritingProcess {
  private static final int CALLERS = 50;

  private WritingProcess() {}

  public static void main(String[] arguments) throws InterruptedException {
    Path folder = Path.of(arguments[0]);
    Database database = Database.open(DatabaseSettings.server(folder), List.of(Notes.SCHEMA));
    AtomicLong last = new AtomicLong(Notes.ids(database).stream().max(Long::compare).orElse(0L));
    for (int i = 0; i < CALLERS; i++) {
      Thread.ofVirtual().start(() -> write(database, last));
    }
    Thread.currentThread().join();
  }

  private static void write(Database database, AtomicLong last) {
    while (true) {
      long id = last.incrementAndGet();
      database.<Integer>write(
          tx -> Notes.add(tx, id, "x".repeat(300)) + Notes.add(tx, -id, "pair"));
      System.out.println(id);
    }
  }
}

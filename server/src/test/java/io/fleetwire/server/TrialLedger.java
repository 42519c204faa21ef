package io.fleetwire.server;

import io.fleetwire.engine.DeliveryId;
import io.fleetwire.store.ReadTx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What stood on the disk at one moment: read from a copy, so that looking changes nothing.
/// Immutable.
///
/// @param outstanding the deliveries whose end was not recorded, by their printed ids
/// @param subjects what each event is about, once for each event
record TrialLedger(Set<String> outstanding, List<String> subjects) {

  /// Reads the data of a server that is not running.
  static TrialLedger read(Path data, Path scratch) {
    copy(data, scratch);
    try (Workshop workshop = Wiring.workshop(TrialServer.config(scratch, Map.of()))) {
      return workshop.database().read(TrialLedger::read);
    }
  }

  private static TrialLedger read(ReadTx tx) {
    Set<String> outstanding = new TreeSet<>();
    for (String table : List.of("held_delivery", "waiting_delivery")) {
      outstanding.addAll(
          tx.list(
              "SELECT delivery_id FROM " + table, row -> new DeliveryId(row.longAt(1)).toString()));
    }
    return new TrialLedger(
        outstanding, tx.list("SELECT subject FROM event ORDER BY event_id", row -> row.text(1)));
  }

  /// A folder's files, not its folders: a data folder has none.
  static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.list(from)) {
      Files.createDirectories(to);
      for (Path file : files.collect(Collectors.toList())) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

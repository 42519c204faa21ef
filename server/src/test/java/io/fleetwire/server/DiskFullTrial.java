package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.testkit.FakeReceiver;
import io.fleetwire.testkit.KnoxAnswer;
import io.fleetwire.testkit.KnoxClient;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A server as a process, on a disk of its own that is really full: a small file system in memory,
/// which only it sees. Where this machine lets nobody make one (`unshare`, as in some containers),
/// the trial says so and is not made; `DatabaseFaultTest` has what SQLite itself can pretend.
@Timeout(120)
final class DiskFullTrial {
  private static final Duration BOUND = Duration.ofSeconds(60);

  /// The database of a few hundred reports, and a log beside it.
  private static final String DISK = "size=24m";

  /// A log that is begun anew after each checkpoint has room for some more.
  private static final int REPORTS_MAX = 5_000;

  private static final int CHUNK_BYTES = 64 * 1024;

  /// Makes a disk at `$1`, puts there what is in `$0`, and becomes the rest.
  private static final List<String> ON_A_DISK_OF_ITS_OWN =
      List.of(
          "unshare",
          "--user",
          "--map-root-user",
          "--mount",
          "sh",
          "-c",
          "from=$0 disk=$1; shift; mount -t tmpfs -o "
              + DISK
              + " tmpfs \"$disk\" && cp -a \"$from\"/. \"$disk\" && exec \"$@\"");

  @TempDir private Path folder;
  private final FakeReceiver receiver = FakeReceiver.start();
  private final List<String> said = new ArrayList<>();
  private int sequence;

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Test
  void whatWasAcknowledgedIsToldAndItGoesOnOnceThereIsRoom(TestReporter reporter)
      throws IOException {
    Path disk = Files.createDirectories(folder.resolve("disk"));
    Path prepared = folder.resolve("prepared");
    TrialLab lab;
    try (TrialServer server = TrialServer.start(prepared)) {
      lab = TrialLab.open(server);
      lab.webhook("all", receiver.url("/a"), TrialLab.VENDORS);
    }
    if (!canMakeDisks(prepared, disk)) {
      reporter.publishEntry("a disk that is full", "not tried: unshare makes no file system here");
      return;
    }
    try (TrialProcess server =
            TrialProcess.startBy(
                onDisk(prepared, disk),
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--data",
                disk.toString());
        KnoxClient client = KnoxClient.of(server.origin())) {
      TrialLab there = lab.at(client);
      take(there, 20);
      Path seen = Path.of("/proc", Long.toString(server.pid()), "root" + disk);
      Path filler = fill(seen);
      String refused = reportUntilRefused(there);
      server.await("make room");
      assertThat(TrialJson.of(503, there.send(refused)).path("message").stringValue())
          .contains("nothing was changed", "try again");

      Files.delete(filler);
      TrialServer.await(() -> isTaken(there.send(refused)), "it does not go on: " + server.said());
      said.add(word(sequence));
      take(there, 20);
      receiver.await(_ -> TrialLab.story(receiver).equals(Map.of("phone", said)), BOUND);
      assertThat(there.statuses()).isEqualTo(Map.of("phone", said.getLast()));
      server.terminate();
      assertThat(server.ended()).as(server.said()).isEqualTo(143);
    }
  }

  private void take(TrialLab lab, int reports) {
    for (int i = 0; i < reports; i++) {
      KnoxAnswer answer = lab.send(next());
      assertThat(answer.status()).as("%s", answer).isEqualTo(200);
      said.add(word(sequence));
    }
  }

  /// The first report that the server could not keep.
  private String reportUntilRefused(TrialLab lab) {
    for (int i = 0; i < REPORTS_MAX; i++) {
      String report = next();
      KnoxAnswer answer = lab.send(report);
      if (!isTaken(answer)) {
        return report;
      }
      said.add(word(sequence));
    }
    throw new AssertionError("a full disk took " + REPORTS_MAX + " reports");
  }

  private static boolean isTaken(KnoxAnswer answer) {
    assertThat(answer.status()).as("%s", answer).isIn(200, 503);
    return answer.status() == 200;
  }

  private String next() {
    sequence++;
    String status = word(sequence).equals("online") ? "Online" : "Offline";
    return TrialLab.batch(sequence, "phone", status, "ACTIVATED");
  }

  private static String word(int number) {
    return number % 2 == 1 ? "online" : "offline";
  }

  /// Writes until nothing more fits, as somebody else's program would.
  private static Path fill(Path disk) {
    Path filler = disk.resolve("somebody-elses");
    byte[] chunk = new byte[CHUNK_BYTES];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(chunk);
      }
    } catch (IOException _) {
      return filler;
    }
  }

  private static List<String> onDisk(Path prepared, Path disk) {
    List<String> command = new ArrayList<>(ON_A_DISK_OF_ITS_OWN);
    Collections.addAll(command, prepared.toString(), disk.toString());
    return command;
  }

  private static boolean canMakeDisks(Path prepared, Path disk) {
    List<String> command = onDisk(prepared, disk);
    command.add("true");
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().transferTo(OutputStream.nullOutputStream());
      return process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}

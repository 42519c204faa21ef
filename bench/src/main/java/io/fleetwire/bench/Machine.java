package io.fleetwire.bench;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/// What the machine is and how quiet it is. Reads Linux's `/proc`; where there is none, what comes
/// from it is zero.
final class Machine {
  private static final Path STAT = Path.of("/proc/stat");

  /// The unit of `/proc/stat`, which has been a hundredth of a second on every platform we run on
  /// (USER_HZ, proc_stat(5)).
  private static final Duration TICK = Duration.ofMillis(10);

  private static final int LOOP_RUNS = 5;
  private static final int LOOP_STEPS = 100_000_000;
  private static final int APPENDS = 200;
  private static final int APPEND_BYTES = 4096;

  private Machine() {}

  /// How long the machine has been busy for anybody, and how long others on the same host have kept
  /// it from us, on all processors together.
  record Busy(Duration all, Duration stolen) {}

  /// Reads the first line of `/proc/stat`: user, nice, system, idle, iowait, irq, softirq, steal.
  static Busy busy() {
    if (!Files.isReadable(STAT)) {
      return new Busy(Duration.ZERO, Duration.ZERO);
    }
    try (var lines = Files.lines(STAT)) {
      String[] words = lines.findFirst().orElse("").split(" +");
      long[] ticks = Arrays.stream(words).skip(1).mapToLong(Long::parseLong).toArray();
      long all = ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6];
      return new Busy(TICK.multipliedBy(all), TICK.multipliedBy(ticks[7]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The processor time that a process has used, to a hundredth of a second.
  static Duration cpu(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /// The most memory that a process has had in use (`VmHWM`, proc_pid_status(5)).
  static long peakBytes(ProcessHandle process) {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    try (var lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What this is, in one line.
  static String describe() {
    return "%d processors, %s %s %s, Java %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("os.arch"),
            Runtime.version());
  }

  /// How long a fixed loop of integer arithmetic takes, several times: on a quiet machine, always
  /// the same.
  static List<Duration> integerLoop() {
    spin();
    return LongStream.range(0, LOOP_RUNS)
        .mapToObj(
            _ -> {
              long start = System.nanoTime();
              spin();
              return Duration.ofNanos(System.nanoTime() - start);
            })
        .toList();
  }

  // Each step needs the one before, and the end is used, so that nothing can be left out.
  private static void spin() {
    long state = 88_172_645_463_325_252L;
    for (int i = 0; i < LOOP_STEPS; i++) {
      state ^= state << 13;
      state ^= state >>> 7;
      state ^= state << 17;
    }
    if (state == 0) {
      throw new AssertionError("xorshift never reaches zero");
    }
  }

  /// How long it takes to append four kilobytes to a file in `folder` and to have them on disk,
  /// many times.
  static List<Duration> durableAppends(Path folder) {
    Path file = folder.resolve("append");
    ByteBuffer page = ByteBuffer.allocateDirect(APPEND_BYTES);
    try (FileChannel channel = FileChannel.open(file, CREATE, TRUNCATE_EXISTING, WRITE)) {
      Duration[] times = new Duration[APPENDS];
      for (int i = 0; i < APPENDS; i++) {
        long start = System.nanoTime();
        channel.write(page.rewind());
        channel.force(false);
        times[i] = Duration.ofNanos(System.nanoTime() - start);
      }
      return List.of(times);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

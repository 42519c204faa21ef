package io.fleetwire.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// Throws bytes at a parser, guided by the code that they reach, until something breaks or the time
/// is over: Jazzer in a process of its own, with the class path of the test.
///
/// A target is a class with `public static void fuzzerTestOneInput(byte[])` that throws whenever a
/// promise is broken, whatever the bytes are. In a build each target runs so often that it takes a
/// second or two, always with the same dice. `tools/fuzz` runs them as long as it is told, with
/// other dice each time, and keeps what it learns in `target/fuzz`.
public final class FuzzRun {
  /// The system property by which `tools/fuzz` says for how long each target runs.
  public static final String SECONDS = "fuzz.seconds";

  /// A second or two, for parsers that take microseconds.
  private static final int RUNS = 10_000;

  /// Larger inputs find little more, and slow down everything.
  private static final int INPUT_BYTES_MAX = 4_096;

  /// No parser may take so long for so little, on the busiest machine.
  private static final int SECONDS_PER_INPUT_MAX = 60;

  private static final int HANGS_AFTER_SECONDS = 240;

  private static final int TOLD_CHARS = 6_000;

  private FuzzRun() {}

  /// Runs `target`, beginning with `seeds`. Throws an `AssertionError` with the input and the stack
  /// when a promise is broken.
  public static void fuzz(Class<?> target, List<byte[]> seeds) {
    fuzz(target, seeds, List.of());
  }

  /// The same where patterns come from outside on purpose, which Jazzer would report as a fault.
  public static void fuzzPatterns(Class<?> target, List<byte[]> seeds) {
    fuzz(
        target,
        seeds,
        List.of("--disabled_hooks=com.code_intelligence.jazzer.sanitizers.RegexInjection"));
  }

  private static void fuzz(Class<?> target, List<byte[]> seeds, List<String> options) {
    try {
      Path folder = Path.of("target", "fuzz", target.getSimpleName()).toAbsolutePath();
      Path learnt = Files.createDirectories(folder.resolve("corpus"));
      Path begin = Files.createDirectories(folder.resolve("seeds"));
      for (int i = 0; i < seeds.size(); i++) {
        Files.write(begin.resolve("seed-" + i), seeds.get(i));
      }
      List<String> command = command(target, folder);
      command.addAll(options);
      command.addAll(List.of(learnt.toString(), begin.toString()));
      run(command, folder, target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static List<String> command(Class<?> target, Path folder) {
    int seconds = Integer.getInteger(SECONDS, 0);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:+EnableDynamicAgentLoading"));
    if (seconds == 0) {
      // It ends before a better compiler is worth its time, which is half of everybody's.
      command.add("-XX:TieredStopAtLevel=1");
    }
    command.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("com.code_intelligence.jazzer.Jazzer");
    command.add("--target_class=" + target.getName());
    command.add("--instrumentation_includes=io.fleetwire.**");
    command.add("--custom_hook_includes=io.fleetwire.**");
    command.add("--reproducer_path=" + folder);
    command.add("-artifact_prefix=" + folder + "/");
    command.add("-max_len=" + INPUT_BYTES_MAX);
    command.add("-timeout=" + SECONDS_PER_INPUT_MAX);
    if (seconds > 0) {
      command.add("-max_total_time=" + seconds);
    } else {
      command.addAll(List.of("-seed=1", "-runs=" + RUNS));
    }
    return command;
  }

  private static void run(List<String> command, Path folder, Class<?> target)
      throws IOException, InterruptedException {
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    long patience = (long) HANGS_AFTER_SECONDS + Integer.getInteger(SECONDS, 0);
    boolean ended = process.waitFor(patience, TimeUnit.SECONDS);
    process.destroyForcibly().waitFor();
    if (!ended || process.exitValue() != 0) {
      throw new AssertionError(
          "%s %s; its inputs are in %s%n%s"
              .formatted(
                  target.getSimpleName(), ended ? "found something" : "hangs", folder, end(log)));
    }
  }

  private static String end(Path log) throws IOException {
    String text = Files.readString(log, UTF_8);
    int stack = Math.max(0, text.indexOf("== Java Exception"));
    return text.substring(stack, Math.min(text.length(), stack + TOLD_CHARS));
  }

  /// Seeds that are text.
  public static List<byte[]> seeds(String... texts) {
    return List.of(texts).stream().map(text -> text.getBytes(UTF_8)).toList();
  }

  /// How an input is shown when a promise about it is broken.
  public static String shown(byte[] input) {
    return HexFormat.of().formatHex(input).toUpperCase(Locale.ROOT);
  }
}

package io.fleetwire.bench;

import io.fleetwire.engine.Must;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// A Java process of ours. It is started as the launcher starts the product, says on its output
/// when it is ready, and ends when its input does.
final class ChildProcess {
  static final String READY = "ready ";

  private static final int LOG_LINES = 20;
  private static final int FREE_PORT = 0;
  private static final Duration LOOK = Duration.ofMillis(20);

  /// Children say little on their output; what they log goes to a file.
  private static final int OUTPUT_LINES_MAX = 10_000;

  /// As in the launcher `fleetwire`, so that what is measured is what is shipped.
  private static final List<String> SHIPPED_OPTIONS =
      List.of(
          "-XX:+IgnoreUnrecognizedVMOptions",
          "-Xlog:disable",
          "-Xlog:all=warning,aot*=off,cds*=off:stderr",
          "--enable-native-access=ALL-UNNAMED",
          "-XX:+UseCompactObjectHeaders",
          "-Xms32m",
          "-XX:MaxRAMPercentage=50",
          "-XX:+ExitOnOutOfMemoryError",
          "-Dlogback.configurationFile=bench-logback.xml");

  private final Process process;
  private final Program program;
  private final CompletableFuture<Integer> port = new CompletableFuture<>();
  private final CompletableFuture<String> output = new CompletableFuture<>();

  private ChildProcess(Process process, Program program) {
    this.process = process;
    this.program = program;
  }

  /// What to run, and where its errors go.
  record Program(Class<?> main, List<String> arguments, List<String> javaOptions, Path log) {
    Program {
      arguments = List.copyOf(arguments);
      javaOptions = List.copyOf(javaOptions);
    }
  }

  static ChildProcess start(Program program) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(SHIPPED_OPTIONS);
    command.addAll(program.javaOptions());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(program.main().getName());
    command.addAll(program.arguments());
    try {
      Process process = new ProcessBuilder(command).redirectError(program.log().toFile()).start();
      ChildProcess child = new ChildProcess(process, program);
      Thread.ofPlatform().daemon().name("output").start(child::readOutput);
      return child;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The port at which it is ready. Fails with the end of its log when it is not ready in time.
  int awaitReady(Duration longest) {
    try {
      int ready = port.get(longest.toMillis(), TimeUnit.MILLISECONDS);
      if (ready != FREE_PORT) {
        return ready;
      }
    } catch (ExecutionException | TimeoutException _) {
      // Told below.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    throw new IllegalStateException(
        program.main().getSimpleName() + " did not become ready. It said:\n" + log());
  }

  /// What it says after `start` on a line of its standard error, once it has said it.
  String awaitSaid(String start, Duration longest) {
    long until = System.nanoTime() + longest.toNanos();
    while (process.isAlive() && System.nanoTime() < until) {
      try (Stream<String> lines = Files.lines(program.log())) {
        Optional<String> said = lines.filter(line -> line.startsWith(start)).findFirst();
        if (said.isPresent()) {
          return said.get().substring(start.length());
        }
        Thread.sleep(LOOK);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    throw new IllegalStateException(
        program.main().getName() + " never said '" + start + "'. It said:\n" + log());
  }

  /// All that it writes to its standard output, once it has ended well.
  String awaitOutput(Duration longest) {
    try {
      String all = output.get(longest.toMillis(), TimeUnit.MILLISECONDS);
      if (process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS) && process.exitValue() == 0) {
        return all;
      }
    } catch (ExecutionException | TimeoutException _) {
      // Told below.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    throw new IllegalStateException(
        program.main().getName() + " did not end well. It said:\n" + log());
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /// The last lines that it wrote to its standard error.
  String log() {
    try {
      List<String> lines = Files.readAllLines(program.log());
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Ends it as a power cut would: by SIGKILL.
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /// Sends it a signal by its name.
  void signal(String name) {
    try {
      String pid = Long.toString(process.pid());
      int status = new ProcessBuilder("kill", "-" + name, pid).inheritIO().start().waitFor();
      Must.hold(status == 0, "a process of ours takes a signal");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Asks it to end, waits, and then ends it.
  void end(Duration longest) {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (IOException e) {
      process.destroyForcibly();
      throw new UncheckedIOException(e);
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  // Read to its end, because a full pipe would stop the process.
  private void readOutput() {
    StringBuilder all = new StringBuilder();
    try (BufferedReader lines = process.inputReader()) {
      lines
          .lines()
          .limit(OUTPUT_LINES_MAX)
          .forEach(
              line -> {
                if (line.startsWith(READY)) {
                  port.complete(Integer.parseInt(line.substring(READY.length())));
                }
                all.append(line).append('\n');
              });
      port.complete(FREE_PORT);
      output.complete(all.toString());
    } catch (IOException | UncheckedIOException e) {
      port.completeExceptionally(e);
      output.completeExceptionally(e);
    }
  }
}

package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A `fleetwire` command in a process of its own, as an operator starts it. Thread-safe; closing it
/// kills what still runs.
final class TrialProcess implements AutoCloseable {
  /// A start takes a second on an idle machine; builds keep theirs busy.
  private static final int BOUND_SECONDS = 50;

  private static final Pattern LISTENS = Pattern.compile("listens on (http://\\S+)");

  private final Process process;
  private final StringBuilder said = new StringBuilder();
  private final CompletableFuture<URI> origin = new CompletableFuture<>();
  private final CompletableFuture<String> all = new CompletableFuture<>();

  private TrialProcess(Process process) {
    this.process = process;
    Thread.ofVirtual().name("trial-process-output").start(this::listen);
  }

  /// `serve` on a free port. It may call receivers on this machine.
  static TrialProcess serve(Path data) {
    return start("serve", "--listen", "127.0.0.1:0", "--data", data.toString());
  }

  /// Any command, with the classes of this build.
  static TrialProcess start(String... arguments) {
    return start(command(classPath()), arguments);
  }

  /// Any command, with the classes that `jar` names, as the launcher starts it.
  static TrialProcess packaged(Path jar, String... arguments) {
    return start(command(jar.toString()), arguments);
  }

  /// Any command, run by `before`: a program that does what its next words say.
  static TrialProcess startBy(List<String> before, String... arguments) {
    return start(Stream.concat(before.stream(), command(classPath()).stream()).toList(), arguments);
  }

  private static TrialProcess start(List<String> java, String... arguments) {
    List<String> command = new ArrayList<>(java);
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("FLEETWIRE_"));
    builder.environment().put("FLEETWIRE_EGRESS_ALLOW", "127.0.0.0/8");
    try {
      return new TrialProcess(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start a Java of one's own", e);
    }
  }

  /// How a shell runs the command of this build.
  static String commandLine() {
    return String.join(" ", command(classPath()));
  }

  private static List<String> command(String classPath) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        // These live for seconds: the first compiler tier and the simplest collector win.
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Xmx256m",
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        classPath,
        Main.class.getName());
  }

  /// Where it answers, once it says so.
  URI origin() {
    return await(origin, "a line that says where it listens");
  }

  /// Returns when it has written a line with this in it.
  void await(String words) {
    synchronized (said) {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(BOUND_SECONDS);
      while (said.indexOf(words) < 0) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        assertThat(left > 0 && !all.isDone()).as("'%s' comes: %s", words, said).isTrue();
        try {
          said.wait(left);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new AssertionError("interrupted", e);
        }
      }
    }
  }

  /// Its own death, not told beforehand: SIGKILL. Returns when it is gone.
  void kill() {
    process.destroyForcibly();
    ended();
  }

  /// Asks it to end: SIGTERM.
  void terminate() {
    process.destroy();
  }

  /// Its exit status, when it has ended.
  int ended() {
    try {
      assertThat(process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS))
          .as("it ends: %s", said())
          .isTrue();
      await(all, "the end of its output");
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  long pid() {
    return process.pid();
  }

  /// Everything that it has written so far, to both streams.
  String said() {
    synchronized (said) {
      return said.toString();
    }
  }

  @Override
  public void close() {
    kill();
  }

  private void listen() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (line != null) {
        synchronized (said) {
          said.append(line).append('\n');
          said.notifyAll();
        }
        Matcher listens = LISTENS.matcher(line);
        if (listens.find()) {
          origin.complete(URI.create(listens.group(1)));
        }
        line = lines.readLine();
      }
    } catch (IOException _) {
      // it was killed in the middle of a line
    } finally {
      synchronized (said) {
        all.complete(said.toString());
        said.notifyAll();
      }
      origin.completeExceptionally(new IllegalStateException("it ended: " + said()));
    }
  }

  private <T> T await(CompletableFuture<T> future, String what) {
    try {
      return future.get(BOUND_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError(what + " did not come; it said: " + said(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /// What the test runner was given, also where it has hidden that in the manifest of one jar.
  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }
}

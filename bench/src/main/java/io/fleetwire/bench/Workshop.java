package io.fleetwire.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/// The folder of one run and the processes that were started for it. Both are gone when it closes,
/// also when the run is interrupted; a process whose parent was killed ends by itself, because its
/// input ends ({@link ParentWatch}).
final class Workshop implements AutoCloseable {
  /// A server lets requests in flight end first, which it grants a few seconds.
  private static final Duration END_MAX = Duration.ofSeconds(10);

  /// Commands take a second or two, on a busy machine ten times that.
  private static final Duration COMMAND_MAX = Duration.ofSeconds(60);

  private final Path folder;
  private final List<String> javaOptions;
  private final Deque<ChildProcess> children = new ArrayDeque<>();
  private boolean closed;

  private Workshop(Path folder, List<String> javaOptions) {
    this.folder = folder;
    this.javaOptions = List.copyOf(javaOptions);
  }

  /// Makes a folder inside `parent`. `javaOptions` are for the processes that are measured.
  static Workshop open(Path parent, List<String> javaOptions) {
    try {
      Files.createDirectories(parent);
      Workshop shop = new Workshop(Files.createTempDirectory(parent, "load-"), javaOptions);
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(shop::close));
      return shop;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a folder in " + parent, e);
    }
  }

  /// For processes that live for seconds and are not measured: the first compiler tier and the
  /// simplest collector win.
  static Workshop brief(Path parent) {
    return open(parent, List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
  }

  Path folder() {
    return folder;
  }

  /// Starts what is to be measured: the `main` of a class of ours in a process of its own.
  ChildProcess start(Class<?> main, List<String> arguments) {
    return start(main, arguments, javaOptions);
  }

  /// Runs a command to its end and returns what it prints.
  String run(Class<?> main, List<String> arguments) {
    return start(main, arguments, List.of()).awaitOutput(COMMAND_MAX);
  }

  private synchronized ChildProcess start(
      Class<?> main, List<String> arguments, List<String> options) {
    Path log = folder.resolve(main.getSimpleName() + "-" + children.size() + ".log");
    ChildProcess child =
        ChildProcess.start(new ChildProcess.Program(main, arguments, options, log));
    children.push(child);
    return child;
  }

  /// Ends every process that was started.
  synchronized void endAll() {
    children.forEach(child -> child.end(END_MAX));
    children.clear();
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    endAll();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + folder, e);
    }
  }
}

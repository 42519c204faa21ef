package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Programs of the machine that trials need beside Java. One that is missing fails the trial with
/// what to install: a trial that quietly did not run would prove nothing. Stateless.
final class TrialTools {
  private static final int BOUND_SECONDS = 100;

  /// Where the sources of this room are: the runner's working folder.
  static final Path SOURCES = Path.of("src", "test").toAbsolutePath();

  private static final Path TARGET = Path.of("target").toAbsolutePath();

  private TrialTools() {}

  /// A folder in which Node finds the packages that `src/test/node` names: installed once for each
  /// state of its lock file, by one process at a time, since trials run in several.
  static synchronized Path node() {
    Path folder = TARGET.resolve("trial-node");
    try {
      Files.createDirectories(folder);
      try (FileChannel door =
              FileChannel.open(
                  folder.resolve("door"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock alone = door.lock()) {
        assertThat(alone.isValid()).isTrue();
        prepare(folder);
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void prepare(Path folder) throws IOException {
    for (String file : List.of("package.json", "package-lock.json", "verify.mjs", "standard.mjs")) {
      copy(SOURCES.resolve("node").resolve(file), folder.resolve(file));
    }
    Path lock = folder.resolve("package-lock.json");
    Path installed = folder.resolve("installed-package-lock.json");
    if (!isSame(lock, installed)) {
      run(folder, Map.of(), "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
      copy(lock, installed);
    }
  }

  // Nothing is written over a file that another process may be reading, unless it has changed.
  private static void copy(Path from, Path to) throws IOException {
    if (!isSame(from, to)) {
      Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static boolean isSame(Path one, Path other) throws IOException {
    return Files.exists(other) && Files.mismatch(one, other) < 0;
  }

  /// Runs a program that must succeed, and returns what it wrote to both streams.
  static String run(Path folder, Map<String, String> environment, String... command) {
    try {
      Path output = Files.createTempFile("trial", ".txt");
      ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(command)));
      builder.directory(folder.toFile());
      builder.redirectErrorStream(true).redirectOutput(output.toFile());
      builder.environment().putAll(environment);
      Process process = start(builder, command[0]);
      boolean ended = process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly().waitFor();
      }
      String said = Files.readString(output, StandardCharsets.UTF_8);
      Files.delete(output);
      assertThat(ended).as("%s ends; so far: %s", List.of(command), said).isTrue();
      assertThat(process.exitValue()).as("%s: %s", List.of(command), said).isZero();
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static Process start(ProcessBuilder builder, String program) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new AssertionError(
          "%s is not on this machine, and this trial proves something only with it. Install %s"
              .formatted(program, provider(program)),
          e);
    }
  }

  private static String provider(String program) {
    return switch (program) {
      case "npm", "node" -> "Node.js 20 or newer with npm (https://nodejs.org, or your packages)";
      case "plistutil" -> "libplist's tools (package libplist-utils)";
      case "curl" -> "curl (package curl)";
      case "openssl" -> "OpenSSL 3 (package openssl)";
      case "sh" -> "a POSIX shell";
      default -> program;
    };
  }
}

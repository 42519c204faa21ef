package io.fleetwire.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A PostgreSQL server of a trial's own: a process that ends with the trial, whose data lies in
/// memory where the machine has a folder for that. It needs nothing installed; its programs come
/// from the class path.
///
/// It syncs its log as a server at work does. Thread-safe, but for {@link #crash} and {@link
/// #start}.
public final class TrialPostgres implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(TrialPostgres.class.getName());
  private static final String PROGRAMS = "postgres-linux-x86_64.txz";

  /// Changes with the programs, so that those of another version are not taken for these.
  private static final String PROGRAMS_FOLDER = "fleetwire-postgresql-18.6";

  /// A start takes a second, and several times that on a machine that is busy.
  private static final int WAITS_MAX = 3_000;

  private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /// A folder in memory, where Linux has one. Some hundred databases of 8 MB need this much of it;
  /// in a container there is often less.
  private static final Path MEMORY = Path.of("/dev/shm");

  private static final long MEMORY_BYTES_MIN = 4L << 30;

  /// Ends the server when the trial ends, however it ends: then there is nothing more to read.
  private static final String KEEPER =
      "trap '' HUP INT TERM; folder=$1; shift; \"$@\" >>\"$folder/log\" 2>&1 & server=$!; cat"
          + " >/dev/null; kill -QUIT $server 2>/dev/null; wait $server 2>/dev/null; rm -rf"
          + " \"$folder\"";

  private final Path programs;
  private final Path folder;
  private final int port;
  private final Map<String, String> templates = new HashMap<>();
  private Process keeper;
  private int databases;

  private TrialPostgres(Path programs, Path folder, int port) throws IOException {
    this.programs = programs;
    this.folder = folder;
    this.port = port;
    this.keeper = keep();
  }

  private static final class Shared {
    private static final Optional<TrialPostgres> SERVER = open();
  }

  /// The server that all trials of this process share; nothing where it cannot run, which is said
  /// once.
  public static Optional<TrialPostgres> shared() {
    return Shared.SERVER;
  }

  /// A server of its own, for those who make it fail. Nothing where it cannot run.
  public static Optional<TrialPostgres> open() {
    try {
      String system = output(List.of("uname", "-sm"));
      if (!system.equals("Linux x86_64")) {
        return refused("its programs are for Linux x86_64, and this is " + system);
      }
      Path programs = unpacked();
      Path folder =
          hasRoom(MEMORY)
              ? Files.createTempDirectory(MEMORY, "fleetwire-postgresql")
              : Files.createTempDirectory("fleetwire-postgresql");
      makeData(programs, folder.resolve("data"));
      return Optional.of(new TrialPostgres(programs, folder, FixedPort.choose()));
    } catch (IOException | IllegalStateException e) {
      return refused(String.valueOf(e.getMessage()));
    }
  }

  private static boolean hasRoom(Path folder) throws IOException {
    return Files.isWritable(folder)
        && Files.getFileStore(folder).getUsableSpace() >= MEMORY_BYTES_MIN;
  }

  private static Optional<TrialPostgres> refused(String why) {
    LOG.log(System.Logger.Level.WARNING, "not run on PostgreSQL, which cannot run here: {0}", why);
    return Optional.empty();
  }

  private static Path unpacked() throws IOException {
    Path fresh = Files.createTempDirectory("fleetwire-postgresql");
    Path known = fresh.resolveSibling(PROGRAMS_FOLDER);
    if (!Files.isDirectory(known)) {
      try (InputStream archive = TrialPostgres.class.getResourceAsStream("/" + PROGRAMS)) {
        if (archive == null) {
          throw new IllegalStateException(PROGRAMS + " is not on the class path");
        }
        Path file = fresh.resolve(PROGRAMS);
        Files.copy(archive, file);
        output(List.of("tar", "-xJf", file.toString(), "-C", fresh.toString()));
        Files.delete(file);
      }
      try {
        return Files.move(fresh, known);
      } catch (FileAlreadyExistsException _) {
        return known;
      } catch (IOException e) {
        if (!Files.isDirectory(known)) {
          throw e;
        }
        return known;
      }
    }
    Files.delete(fresh);
    return known;
  }

  private static void makeData(Path programs, Path data) throws IOException {
    output(
        asNobody(
            programs.resolve("bin/initdb").toString(),
            "--pgdata=" + data,
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync"));
    Path rules = data.resolve("pg_hba.conf");
    String locked = "host all locked 127.0.0.1/32 scram-sha-256\n";
    Files.writeString(rules, locked + Files.readString(rules));
  }

  /// The server refuses to run as root, but not as a root that has no power.
  private static List<String> asNobody(String... command) throws IOException {
    Stream<String> prefix =
        output(List.of("id", "-u")).equals("0") ? Stream.of("unshare", "-U") : Stream.of();
    return Stream.concat(prefix, Stream.of(command)).toList();
  }

  private Process keep() throws IOException {
    List<String> server =
        asNobody(
            programs.resolve("bin/postgres").toString(),
            "-D",
            folder.resolve("data").toString(),
            "-p",
            Integer.toString(port),
            "-clisten_addresses=127.0.0.1",
            "-cunix_socket_directories=",
            "-cshared_buffers=32MB",
            "-cmax_connections=100");
    Process process =
        new ProcessBuilder(
                Stream.concat(
                        Stream.of("sh", "-c", KEEPER, "keeper", folder.toString()), server.stream())
                    .toList())
            .start();
    awaitReady(process);
    return process;
  }

  private void awaitReady(Process process) throws IOException {
    Path state = folder.resolve("data/postmaster.pid");
    for (int i = 0; i < WAITS_MAX && process.isAlive(); i++) {
      if (Files.exists(state) && Files.readString(state).stripTrailing().endsWith("ready")) {
        return;
      }
      LockSupport.parkNanos(WAIT_NANOS);
    }
    Path log = folder.resolve("log");
    throw new IllegalStateException(
        "it does not start: " + (Files.exists(log) ? Files.readString(log) : "no log"));
  }

  /// A new database, made like the last one of its kind: `fill` is given the URL of the first one,
  /// and makes the tables.
  public synchronized String database(String kind, Consumer<String> fill) {
    String template =
        templates.computeIfAbsent(
            kind,
            _ -> {
              String name = "template_" + templates.size();
              run("CREATE DATABASE " + name + " TEMPLATE template0");
              fill.accept(url(name));
              return name;
            });
    String name = "trial_" + ++databases;
    run("CREATE DATABASE " + name + " TEMPLATE " + template + " STRATEGY FILE_COPY");
    return url(name);
  }

  /// A new database without tables.
  public String database() {
    return database("empty", _ -> {});
  }

  /// Where it listens, on this machine.
  public int port() {
    return port;
  }

  /// Where a database is, for the owner of the server.
  public String url(String database) {
    return "postgresql://postgres@127.0.0.1:" + port + "/" + database;
  }

  /// Runs a statement as the owner of the server, outside of any transaction.
  public void run(String statement) {
    String server = "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
    try (Connection connection = DriverManager.getConnection(server);
        Statement single = connection.createStatement()) {
      single.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot run " + statement, e);
    }
  }

  /// Ends the server as a power cut would: it writes nothing more, and what is not in its log is
  /// lost.
  public void crash() {
    try {
      String pid = Files.readAllLines(folder.resolve("data/postmaster.pid")).getFirst();
      output(List.of("kill", "-QUIT", pid));
      while (Files.exists(folder.resolve("data/postmaster.pid"))) {
        LockSupport.parkNanos(WAIT_NANOS);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Starts it again after a crash, with the same data at the same port.
  public void start() {
    try {
      Process before = keeper;
      keeper = keep();
      before.destroyForcibly();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      keeper.getOutputStream().close();
      keeper.waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static String output(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + ": " + text.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    return text.strip();
  }
}

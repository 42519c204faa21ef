package io.fleetwire.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// Keeps two servers from one database: each would hand out deliveries that the other one holds.
/// The operating system lets go of the lock when the process ends, however it ends.
///
/// It is a file of its own, because closing any channel on the database file would drop the locks
/// that SQLite has on it (<https://www.sqlite.org/howtocorrupt.html>, 2.2).
final class DatabaseLock implements AutoCloseable {
  private final FileChannel channel;

  private DatabaseLock(FileChannel channel) {
    this.channel = channel;
  }

  /// The lock, unless somebody else has it.
  static Optional<DatabaseLock> tryLock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
        return Optional.empty();
      }
    } catch (OverlappingFileLockException _) {
      channel.close();
      return Optional.empty();
    }
    sign(channel);
    return Optional.of(new DatabaseLock(channel));
  }

  /// Who has the lock, in words for an operator.
  static String owner(Path file) {
    try {
      String pid = Files.readString(file).strip();
      return pid.isEmpty() ? "another process" : "process " + pid;
    } catch (IOException _) {
      return "another process";
    }
  }

  private static void sign(FileChannel channel) throws IOException {
    byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(pid), 0);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

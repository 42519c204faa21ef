package io.fleetwire.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;

/// A copy of an embedded database, made while a server goes on writing: everything that was durable
/// when it began, and nothing half done. It takes the place of the original as `fleetwire.db` in an
/// empty data directory.
///
/// SQLite writes it in one go, without the log beside it and without the room of what was deleted
/// (<https://www.sqlite.org/lang_vacuum.html#vacuuminto>). It holds private keys, so it is readable
/// for its owner alone.
public final class DatabaseCopy {
  private DatabaseCopy() {}

  /// Makes `copy` and returns its size in bytes. Throws {@link DatabaseRefusedException} when it
  /// cannot be made, or is there already; then there is no file where there was none.
  public static long make(Path dataDirectory, Path copy) {
    Path original = dataDirectory.resolve(SqliteFile.NAME);
    new DatabaseHome.Folder(dataDirectory).requireDatabase();
    if (Files.exists(copy)) {
      throw new DatabaseRefusedException(
          copy + " is there already and is not overwritten; name another file");
    }
    try {
      return make(new SqliteFile(original), copy.toAbsolutePath());
    } catch (IOException | SQLException e) {
      String advice = e instanceof SQLException fault ? SqlFault.advice(fault) : reason(e);
      throw new DatabaseRefusedException("cannot write " + copy + ": " + advice, e);
    }
  }

  private static long make(SqliteFile original, Path copy) throws IOException, SQLException {
    // A name of its own until it is whole, so that nobody takes half a copy for one.
    Path part = copy.resolveSibling(copy.getFileName() + ".part");
    OwnersOnly.createFile(part);
    try {
      try (SqlConnection connection = original.tryConnect(Role.MIGRATION)) {
        connection.script("VACUUM INTO '" + part.toString().replace("'", "''") + "'");
      }
      try (FileChannel written = FileChannel.open(part, StandardOpenOption.WRITE)) {
        written.force(true);
      }
      Files.move(part, copy, StandardCopyOption.ATOMIC_MOVE);
      return Files.size(copy);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static String reason(Exception e) {
    return switch (e) {
      case FileAlreadyExistsException left ->
          left.getFile() + " is left from a copy that was cut off; remove it";
      case NoSuchFileException _, AccessDeniedException _ ->
          "its folder is missing or cannot be written to";
      default -> "its folder is missing or cannot be written to (" + e.getMessage() + ")";
    };
  }
}

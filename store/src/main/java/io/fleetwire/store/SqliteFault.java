package io.fleetwire.store;

import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// What SQLite fails with. The codes are those of <https://www.sqlite.org/rescode.html>.
final class SqliteFault {
  private SqliteFault() {}

  static String advice(SQLiteException cause) {
    return switch (primaryCode(cause)) {
      case SQLITE_FULL -> "the disk is full; make room, and it goes on by itself";
      case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH ->
          "the database is read-only; let this user write to its file and folder";
      case SQLITE_CANTOPEN -> "the database file cannot be opened; look at its folder and rights";
      case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL ->
          "another process is writing to the database; end it";
      case SQLITE_CORRUPT, SQLITE_NOTADB ->
          "the database file is damaged; stop the server and restore a backup";
      case SQLITE_IOERR -> "the disk fails; look at the system's log, then restart";
      case SQLITE_NOMEM -> "there is no memory left for the database; give the machine more";
      case SQLITE_INTERRUPT -> "the query took too long and was ended; ask for less";
      case SQLITE_NOLFS -> "the file system cannot hold a file that large; move the data folder";
      default -> "";
    };
  }

  /// The low byte names the kind of failure, the rest its variety.
  private static SQLiteErrorCode primaryCode(SQLiteException cause) {
    return SQLiteErrorCode.getErrorCode(cause.getResultCode().code & 0xff);
  }
}

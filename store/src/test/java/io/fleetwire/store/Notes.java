package io.fleetwire.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A table for the tests of the kernel, which knows nothing of engines.
final class Notes {
  static final Schema SCHEMA =
      new Schema(
          "notes",
          List.of(
              new Schema.Script(
                  "001-note.sql",
                  """
                  CREATE TABLE note (
                    id   INTEGER PRIMARY KEY,
                    text TEXT CHECK (length(text) < 100000)
                  ) STRICT;
                  CREATE TABLE every (
                    a INTEGER, b INTEGER, c REAL, d TEXT, e BLOB, f INTEGER, g INTEGER, h TEXT
                  ) STRICT;
                  """)));

  private Notes() {}

  static int add(WriteTx tx, long id, @Nullable String text) {
    return tx.update("INSERT INTO note (id, text) VALUES (?, ?)", id, text);
  }

  static void add(Database database, long id, @Nullable String text) {
    database.<Integer>write(tx -> add(tx, id, text));
  }

  static List<Long> ids(ReadTx tx) {
    return tx.list("SELECT id FROM note ORDER BY id", row -> row.longAt(1));
  }

  static List<Long> ids(Database database) {
    return database.read(tx -> ids(tx));
  }
}

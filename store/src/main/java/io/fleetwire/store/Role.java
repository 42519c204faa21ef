package io.fleetwire.store;

/// What a connection is for.
enum Role {
  /// Creates tables.
  MIGRATION,
  /// Commits.
  WRITER,
  /// Looks at snapshots.
  READER,
  /// Hears what other nodes tell; PostgreSQL alone.
  LISTENER,
  /// Moves the log into the file; SQLite alone.
  CHECKPOINT
}

/// The database kernel, and the engine's port on it. The only room that knows which database it is.
///
/// **Two databases.** SQLite, in a file, and PostgreSQL, in a server, by one kernel and one text of
/// SQL, which both understand. Where they differ there is a sealed interface with a case for each:
/// `Driver` (how to come to a database), `Dialect` (how transactions begin and end), `Ledger`
/// (where it says what it is). The scripts of tables are written for SQLite; `PostgresScript` turns
/// them into the same tables of PostgreSQL.
///
/// **Players.** {@link io.fleetwire.store.Database} is the kernel: callers, which are virtual
/// threads and block, hand it units of work and snapshots. One `Writer` thread takes the units that
/// have come in while the last commit was on its way to the disk, runs them in one transaction,
/// commits once, and answers all of them. A few `Reader` threads run the snapshots beside it. A
/// `Checkpointer` moves the write-ahead log into the file, so that no commit has to. {@link
/// io.fleetwire.store.Schema} says which tables a room has; {@link
/// io.fleetwire.store.SqlEngineStore} is the engine's port, and lets a slice join its own unit
/// ({@link io.fleetwire.store.SqlEngineStore#in}).
///
/// **A unit of work** is one caller's function. It sees what the units before it wrote. It may run
/// twice: when a unit of its transaction throws after it has changed something, the transaction
/// starts again, this time with a savepoint around each unit. So it must have no effect outside its
/// transaction, but for {@link io.fleetwire.store.WriteTx#afterCommit} and {@link
/// io.fleetwire.store.CommittedValue}, which follow the commit: first the values are published,
/// then the actions run in the order of the units, then the callers go on. What a unit throws
/// reaches its caller after the commit, because it may have thrown over something that the commit
/// makes true.
///
/// **Failures.** An operating failure (disk full, read-only, damaged, a server that is gone) fails
/// every unit of its transaction with {@link io.fleetwire.engine.StoreUnavailableException}, whose
/// message says what to do; the next transaction connects anew, and everything goes on when the
/// fault has passed. It means that nobody can tell whether the commit is durable: whoever must
/// know, looks. PostgreSQL can be asked what has become of a commit that it did not answer, and is
/// asked before anything else is written. What only a bug of ours can cause (bad SQL, a violated
/// constraint) is an assertion. A database that cannot be opened at all, is another program's, or
/// comes from a newer version, is a {@link io.fleetwire.store.DatabaseRefusedException} before
/// anything has been changed. Nothing is retried here: the engine and the callers know better what
/// is still worth it.
///
/// **Many servers.** A file has one server. A database in PostgreSQL may have many, and what each
/// knows of the others is its `House`: a transaction begins with the turn to write, finds out
/// whether anybody else wrote since, and if so whether this server still has its place, and reads
/// again what has changed of the values in memory ({@link io.fleetwire.store.Database#mirror}). A
/// server that has lost its place commits nothing. `NodeTables` has the nodes and their lanes, an
/// `Ear` hears what the others tell.
///
/// **Waiting.** An interrupt does not end the wait for a commit, because the unit may be durable by
/// then; it is kept for whatever blocks next. At most 10,000 units wait in the queue, and further
/// callers before it. A query for which somebody has waited half a minute is ended, because the log
/// cannot be started anew while anybody reads its past.
///
/// **What correctness does not need.** The checkpointer (without it the log grows), the sweep
/// (without it the rows of removed endpoints stay, and have no effect), and every value that is
/// kept in memory.
///
/// SQL is written here and in the `Table` classes of the slices. Instants are stored as epoch
/// milliseconds, ids as integers. May use the engine's words, the JDK, and the driver.
@NullMarked
package io.fleetwire.store;

import org.jspecify.annotations.NullMarked;

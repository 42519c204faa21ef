/// Main, commands, configuration, wiring, logs, figures and health: the only room that knows all
/// others, and the only one that reads the environment.
///
/// **Players.** {@link io.fleetwire.server.Main} hands the arguments to `CommandLines`, which finds
/// the {@link io.fleetwire.server.Command}. `Options` and `ConfigReader` make a `Config` of the
/// defaults, one file, the environment and the command line; `Rooms` tells each room what it means.
/// `Wiring` makes everything with the real clock and real chance, and is the only place that has
/// them; what it makes is a `RunningServer`, or for a command a `Workshop` on the same database.
///
/// **Configuration.** `Keys` is the whole of it: name, kind, default, help. The record tree, the
/// reference page and the tests follow from that table. Every fault is collected before anything is
/// refused, and nothing starts on a configuration that has one. No setting is a secret; if one ever
/// is, it will be the path of a file.
///
/// **States of a server.** Opened from the ground up (database, engine, slices, pumps, web), closed
/// from the top down: no new connection, requests under way end, pumps end, attempts under way end,
/// the database commits what it has and closes. `Closing` keeps the order, also when an opening
/// fails half-way. What is cut off is done again after the next start.
///
/// **Logs.** One line per request (`RequestLines`) and one per attempt (`EngineLines`), each with
/// all that is known, as JSON or as text. `LogWriter` writes on a thread of its own: a reader that
/// stops loses lines, which are counted, but never stops the server. Secrets print as stars by
/// their type; of a receiver's address only the host is written.
///
/// **Figures and health.** `Metrics` has labels of few values only. `Vitals` knows which pumps
/// stumble; `Health` adds whether the store commits. Liveness is only that somebody answers: a
/// restart mends no full disk.
///
/// **Who retries.** Nobody here; the pumps are driven by the engine's drivers, which do.
///
/// May use every room.
@NullMarked
package io.fleetwire.server;

import org.jspecify.annotations.NullMarked;

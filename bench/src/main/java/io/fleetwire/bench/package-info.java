/// Measures the house: single parts with JMH, and the whole of it with a load harness. Never
/// shipped, and nothing depends on it.
///
/// **The harness** ({@link io.fleetwire.bench.LoadCommand}) is one process that starts another one.
/// Here are the generator, the receiver and the ledger: together, so that one clock times
/// everything and no figure has to be carried from one process to another; each of the first two is
/// one thread with one selector, so that they leave the processors to what is measured. There is
/// the server ({@link io.fleetwire.bench.EngineServer}), started as the launcher starts the
/// product. Everything listens on loopback, in a folder of its own; a child whose parent is gone
/// ends by itself.
///
/// **The ledger** holds three times for each event: when it was meant to be sent, when it was
/// acknowledged, when its callback came in. Everything that is printed follows from them and from
/// the processor times of the processes. An event that was acknowledged and did not come in is
/// lost, and the run fails.
///
/// **Flood and steady.** A flood sends as fast as answers come, while not too many events are under
/// way, and shows what the server can sustain. A steady load sends at its times whether or not the
/// server keeps up, and latencies count from the time that was meant: a server that stalls is not
/// spared the events that came meanwhile.
///
/// **What else can be asked.** {@link io.fleetwire.bench.IsolationCommand}: what endpoints that
/// hang, drip, reset, refuse or are overloaded cost the others. {@link
/// io.fleetwire.bench.CrashCommand}: what SIGKILL at random moments loses, which is nothing, and
/// how long it takes until all is well; a test does the same in a short form. {@link
/// io.fleetwire.bench.BacklogCommand}: what millions of outstanding deliveries cost, and how fast
/// they go. {@link io.fleetwire.bench.AppleCommand}: how many connects of Apple devices a second
/// get their decision, by what a bare relay ({@link io.fleetwire.bench.BareRelay}) does.
///
/// **What a figure needs.** A warm-up; several windows, of which the median and the range are
/// printed; the speed of the machine itself before and after; how much of the machine others used
/// meanwhile. Ratios to the bare client ({@link io.fleetwire.bench.BareClient}) and to bare signing
/// ({@link io.fleetwire.bench.SigningRate}) are taken in the same run, because they say more than
/// absolute figures do.
///
/// **The single parts** are the `*Benchmark` classes. JMH writes subclasses of them, so they alone
/// are neither final nor package-private.
///
/// May use every room. Reads the clocks and rolls dice as it likes, opens sockets, and prints.
@NullMarked
package io.fleetwire.bench;

import org.jspecify.annotations.NullMarked;

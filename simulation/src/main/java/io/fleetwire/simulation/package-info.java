/// A world in which nothing is real but the engine: one seed drives its clock, its receivers, the
/// faults of its store, its crashes, and the order in which pumps are stepped.
///
/// A {@link io.fleetwire.simulation.Simulation} runs one seed. Chaos comes first: events are
/// published, endpoints come and go, receivers fail in all ways, the store refuses commits or
/// forgets to answer, and the process dies at any line between two steps, taking all memory with
/// it. Then everything heals, and what was acknowledged must drain: a system that is merely safe
/// has not passed.
///
/// In some worlds several {@link io.fleetwire.simulation.SimulatedNode}s share the store, with
/// clocks that differ: they also leave, come back, and are paused for longer than their lease.
///
/// {@link io.fleetwire.simulation.Fates} picks how rough the world is, and switches whole kinds of
/// trouble off, seed by seed: two troubles that hide each other are seen apart in some world.
/// {@link io.fleetwire.simulation.Ledger} keeps the promises' side: what was acknowledged, what
/// arrived, and which duplicates are excused by a crash, a lost answer or a lost commit.
///
/// A failure names its seed, and the seed replays it. Nothing here waits for real time. Depends on
/// `engine` and `testkit`; never shipped.
@NullMarked
package io.fleetwire.simulation;

import org.jspecify.annotations.NullMarked;

/// What tests, the demo and the simulation share, of the quality of the product itself.
///
/// **Contracts.** A port is defined by its contract suites, and a driver is what passes them. The
/// engine's store has one suite for each of its promises: {@link
/// io.fleetwire.testkit.EngineCommitContract} (a unit of work is durable when it returns, and whole
/// or absent), {@link io.fleetwire.testkit.EngineEndpointContract}, {@link
/// io.fleetwire.testkit.EngineQueueContract} and {@link io.fleetwire.testkit.EngineOrderContract}.
/// A driver's test extends them and says how a store is opened, and opened again ({@link
/// io.fleetwire.testkit.EngineStoreHarness}); it has no tests of its own for what the port
/// promises. A bug that one driver had becomes a test of the suite.
///
/// **Fakes** work, in memory or on real sockets; they are not scripts of calls. {@link
/// io.fleetwire.testkit.MemoryEngineStore} passes the same suites as the database, which is why a
/// simulation on it says something about the server. {@link io.fleetwire.testkit.FakeReceiver} is
/// the other end of a webhook, and misbehaves as it is told.
///
/// **Time and chance** are {@link io.fleetwire.testkit.SettableClock}, which moves when it is told,
/// and {@link io.fleetwire.testkit.SeededRandom}, whose seed repeats a run.
///
/// Nothing here sleeps, asks for the time, or rolls dice of its own. It may use the engine; JUnit
/// and AssertJ are there for the contract suites alone, so that the demo can ship the fakes without
/// them.
@NullMarked
package io.fleetwire.testkit;

import org.jspecify.annotations.NullMarked;

/// What a webhook service is, without saying for whom, over which wire, or on which disk.
///
/// **Words.** An *event* happened: immutable bytes that belong to an organization, have a type, and
/// are about a *subject* (the device, or the operation). An *endpoint* is where and how somebody
/// wants to be told. A *delivery* is one event for one endpoint. An *attempt* is one HTTP request
/// for a delivery.
///
/// **One event's way.** {@link io.fleetwire.engine.Intake} matches the endpoints and writes the
/// event with its deliveries in one commit, alone or inside the transaction of the slice that calls
/// it; only then does the caller learn that it was accepted. After the commit the deliveries are
/// handed to the {@link io.fleetwire.engine.Scheduler} in memory. {@link
/// io.fleetwire.engine.DispatchPump} takes what may start from it and gives it to an {@link
/// io.fleetwire.engine.Attempter}, which composes, sends, and asks {@link
/// io.fleetwire.engine.DeliveryPolicy} what comes next. {@link io.fleetwire.engine.Settler} makes
/// that durable, for all attempts together that have ended since it did so last. {@link
/// io.fleetwire.engine.DiskPump} brings back from disk what fell due: retries, and what did not fit
/// into memory; and it lets go of what paused endpoints hold beyond their share.
///
/// **States of a delivery.** A row in the queue is an outstanding delivery; the row goes when the
/// delivery ends, and the last attempt says how it ended. An outstanding delivery is *held* (some
/// scheduler has it in memory; it has no due time on disk), *waiting* (it has a due time, and will
/// be claimed then), or *behind* an older delivery of its subject, where the endpoint wants order.
/// Only the oldest of a subject is ever held or waiting, so order is a fact of the disk, and the
/// scheduler need not know of it. A crash leaves held rows that nobody holds: {@link
/// io.fleetwire.engine.EngineTx#releaseHeld} makes them due again at start, before anything else
/// runs.
///
/// **The log.** Each delivery has its place in its endpoint's sequence, given in the commit that
/// enqueues it. {@link io.fleetwire.engine.DeliveryLog} reads what became of it, beside the writer.
/// {@link io.fleetwire.engine.Redelivery} and {@link io.fleetwire.engine.Replays} make new
/// deliveries of old events. {@link io.fleetwire.engine.RetentionPump} ends what was outstanding
/// for too long, and forgets what is older than anybody asks for.
///
/// **States of an endpoint.** What people configure is an {@link io.fleetwire.engine.Endpoint};
/// whether it is called is its {@link io.fleetwire.engine.EndpointState}, and how it has been doing
/// its {@link io.fleetwire.engine.EndpointHealth}. Both are durable, and change with what caused
/// the change in one commit: by people through {@link io.fleetwire.engine.EndpointSwitch}, by
/// answers (410, `Fleetwire-Control: stop`), or after days of nothing but failures through {@link
/// io.fleetwire.engine.HealthPolicy}. Events for an endpoint that is not active are kept on disk,
/// in their order. What is worth knowing is told by an event of the organization
/// (`fleetwire.endpoint.failing` and its like), accepted in that same commit. A pause that a
/// breaker or a receiver's wish imposes is another matter: it is short, and held in memory.
///
/// **Nodes.** Several engines may share a store. {@link io.fleetwire.engine.NodePump} keeps a
/// lease, takes and gives up {@link io.fleetwire.engine.Lanes}, and looks for what the others have
/// brought about; {@link io.fleetwire.engine.Tenure} is what the scheduler knows of it. An engine
/// that has its store for itself owns all lanes and does nothing of that.
///
/// **Who retries.** Only {@link io.fleetwire.engine.DeliveryPolicy}, by the endpoint's plan. The
/// sender never does, and neither does the store. {@link io.fleetwire.engine.Settler} repeats
/// settling until it is durable, because a result that is lost is a request sent twice.
///
/// **What correctness does not need.** The scheduler's memory, the wake signals between pumps, the
/// watchdog that looks for what they forgot, and the pumps' threads. All may vanish at any line:
/// delivery is at least once, never at most once.
///
/// **The shape of it.** Everything here is a step function over durable state, time and chance.
/// Time is an {@link java.time.InstantSource}, chance a {@link java.util.random.RandomGenerator},
/// and a thread is a thin thing that calls a step ({@link io.fleetwire.engine.PumpDriver}).
///
/// **Where things are.** Over a hundred small files, of which most are words. The ways through
/// them:
///
/// - *accepting*: `Intake`; `EventFilter`, `Condition`, `Operator`, `TypePattern` and `Facets` say
///   who is told
/// - *scheduling*, under one lock: `Scheduler` with `EndpointQueues`, `EndpointPace`, `HeldMemory`
///   and `DiskAgenda`; `DispatchPump` and `DiskPump` drive it
/// - *attempting*: `Attempter`, `Formats`, `Settler`; pure: `DeliveryPolicy`, `Impression`,
///   `HealthSign`, `Patience`
/// - *standing*: `EndpointSwitch`, `Standings`; pure: `HealthPolicy`; told by `OperationalEvents`
/// - *again*: `Redelivery`, `Replays` and `ReplayPump`, `Rehearsal`
/// - *many nodes*: `NodePump`, `Tenure`, `Lease`, `LastLook`, `OwnedPump`; pure: `LanePlan`
/// - *keeping house*: `RetentionPump`, `WatchdogPump`
/// - *looking on*: `DeliveryLog`, `EngineObserver`, `Pulse`
/// - *what everybody uses*: `Must`, `Secret`, `Header`, `Signal`, `Pump`, `PumpDriver`,
///   `PeriodicPump`
///
/// {@link io.fleetwire.engine.Engine} puts them together, and shows in which order.
///
/// Depends on the JDK alone. Its ports are {@link io.fleetwire.engine.EngineStore}, {@link
/// io.fleetwire.engine.Sender}, {@link io.fleetwire.engine.CallbackFormat} and {@link
/// io.fleetwire.engine.EngineObserver}.
@NullMarked
package io.fleetwire.engine;

import org.jspecify.annotations.NullMarked;

/// The device lab: devices, what becomes of them, and status webhooks, in the manner of the vendor
/// whose page describes them.
///
/// **Players.** An *agent* on a *host* reports how its devices are ({@link
/// io.fleetwire.lab.Reporting}): the vendor's two columns, status and state. {@link
/// io.fleetwire.lab.StatusDesk} draws what follows, the *effective status*: online, offline,
/// utilizing or unplugged. A change of it is a *transition*, and {@link
/// io.fleetwire.lab.TransitionPolicy}, pure, says which *activity* it is, if any. A *webhook* is
/// who wants to be told of which activities; here it is a row and an endpoint of the engine, saved
/// together ({@link io.fleetwire.lab.Webhooks}).
///
/// **One transition's way.** The device's row, the event, its deliveries and how far the agent's
/// numbers have come are one transaction; the agent gets its answer afterwards. An agent without an
/// answer sends the same again, and nothing happens twice. Deliveries of one device keep their
/// order, also across retries and restarts.
///
/// **A callback** is written when it is sent ({@link io.fleetwire.lab.LabCallbackFormat}): the
/// vendor's nine members in the vendor's order, with the webhook as it is then, and with
/// `creationTime` as the time of sending. Everything that the vendor does not have is in headers,
/// or behind a wish that a webhook must state.
///
/// **Patience.** A webhook may ask to be spared short spells, flapping, and devices whose host is
/// down. It is then told of the step from what it *was shown* to what is; {@link
/// io.fleetwire.lab.Audience} keeps the difference in rows, and {@link
/// io.fleetwire.lab.WithheldPump} shows what is due. Who is told is decided here; the engine gets
/// the webhooks' numbers as a facet of the event.
///
/// **Hosts.** A host that was heard and falls silent is down: {@link io.fleetwire.lab.HostPump}
/// takes its devices offline, and the next word from it brings them back. *Retaining* a device
/// ({@link io.fleetwire.lab.Bookings}) is an overlay: its status does not change.
///
/// **Who retries.** Agents repeat their batches, the engine repeats callbacks. Nobody else.
///
/// **What is not needed for correctness.** The webhooks in memory: they are a copy of rows, and
/// change when those are committed; the signals of the pumps.
///
/// **Errors** have one form, {@link io.fleetwire.lab.LabDialect}, which names the field and its
/// limit.
///
/// The way in is {@link io.fleetwire.lab.Lab}. May use engine, store, access, web and callback; no
/// other slice.
@NullMarked
package io.fleetwire.lab;

import org.jspecify.annotations.NullMarked;

/// Devices that do not exist: they enrol, come for commands, work on their declarations, misbehave
/// when asked to, and notice what a server does wrong. A product of its own, which speaks the plain
/// protocol and so runs against any server of it.
///
/// **Players.** An {@link io.fleetwire.simulator.AppleFleet} is many devices and does one thing
/// with all of them at a time: enrol, connect, check out. A device ({@link
/// io.fleetwire.simulator.AppleDevice}) is what it is by its number and the fleet's seed; it has
/// channels, one for itself and one for each of its users. {@link
/// io.fleetwire.simulator.AppleSession} is one conversation of a channel: it fetches commands, lets
/// {@link io.fleetwire.simulator.CommandAnswers} answer them, and hands on to {@link
/// io.fleetwire.simulator.DeclarationSync} when it is told to synchronize.
///
/// **A lab** ({@link io.fleetwire.simulator.LabFleet}) is hosts with phones, over the interface
/// that agents use: no device, so no protocol of a maker. What each phone is to become known as
/// follows from the vendor's rule, written a second time here, and is compared with what the server
/// has.
///
/// **As a device does.** It obeys what the maker documents and no more: it keeps a result until it
/// is taken, removes a declaration that is answered 404, believes the newest timestamp, and leaves
/// management on 401 or on the maker's error.
///
/// **What it notices.** A device of a real fleet suffers in silence; these tell. A body where there
/// must be none, a token that changes during a synchronization, a timestamp that goes back: each is
/// a fault in the {@link io.fleetwire.simulator.FleetReport}, and a run with faults has failed.
///
/// **Who retries.** The device, with waits that double, as long as its patience lasts; never a
/// check-out, which is said once.
///
/// **Repeatable.** Who the devices are, what they answer and which of them misbehave follows from
/// the seed. Keys, nonces and certificates do not: they are secrets.
///
/// **Bounds.** As many threads and connections as the plan allows, whatever the number of devices;
/// keys are shared by many devices, because making one takes longer than everything else that a
/// device does.
///
/// Its sockets are those of a client program on its own errands: nothing that a receiver, a tenant
/// or a request says leads them anywhere, so the server's guarded door is not theirs. May use plist
/// and pki.
@NullMarked
package io.fleetwire.simulator;

import org.jspecify.annotations.NullMarked;

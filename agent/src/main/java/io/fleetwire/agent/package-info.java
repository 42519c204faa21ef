/// A program of its own beside the server: it stands on a machine that devices hang on, watches
/// them by the daemons that know them, and reports what changes.
///
/// **Players.** A *source* holds a connection to a daemon of its machine and hears who is there:
/// {@link io.fleetwire.agent.AdbSource} an adb server, {@link io.fleetwire.agent.UsbmuxdSource} an
/// usbmuxd. A {@link io.fleetwire.agent.Census} draws from that what changed. A {@link
/// io.fleetwire.agent.Journal} keeps on disk what changed and was not taken by the server yet. A
/// {@link io.fleetwire.agent.Courier} brings it there, in numbered batches, and says that the
/// machine is alive when there is nothing to bring. {@link io.fleetwire.agent.Agent} is all of
/// them.
///
/// **Nothing is lost.** A change is in the journal, on disk, before anything is done with it, and
/// leaves it when the server has answered that it is durable there. Without an answer the same is
/// sent again under the same numbers, which the server takes once. So server and agent may die at
/// any line. The journal has a bound: beyond it, changes of a device that were followed by others
/// of the same device are dropped, the oldest first, so that how a device is now is never lost.
///
/// **What is believed.** A daemon that was just started does not know all devices yet, so for a few
/// seconds that a device is missing is not believed ({@link io.fleetwire.agent.Census#SETTLE}). A
/// daemon that is away takes its devices offline after a while ({@link
/// io.fleetwire.agent.Census#SILENCE}), and its return brings them back. Each start tells the
/// server once how everything is, the devices of each daemon as soon as that one is believed, which
/// heals what went wrong before. What no daemon tells of, such as sessions, is left to others.
///
/// **Who retries.** A source connects again for ever, the courier sends again for ever, each with a
/// pause that grows to a bound. What the server refuses for good, one report by itself, is told to
/// the operator and left out.
///
/// **Sockets.** This room opens its own, to the daemons and the server that its configuration
/// names: no stranger can give it an address, so the guard of the room egress has nothing to guard
/// here. The same is true of commands that call a server beside it, which do so by this room's
/// {@link io.fleetwire.agent.KeyCaller}.
///
/// May use engine (secrets and signals) and plist. The server's room runs it as a command.
@NullMarked
package io.fleetwire.agent;

import org.jspecify.annotations.NullMarked;

/// Apple device management for backends that would rather answer webhooks than speak Apple's
/// protocol: devices talk to this room, and it asks the backend for every decision.
///
/// **Players.** {@link io.fleetwire.apple.MdmDesk} takes what devices send to the one address of
/// the protocol: a check-in ({@link io.fleetwire.apple.CheckIns}) or a connect ({@link
/// io.fleetwire.apple.Connects}). {@link io.fleetwire.apple.DeviceIdentity} finds out by which
/// certificate a device speaks, and {@link io.fleetwire.apple.Pins} whether it is the device's.
/// {@link io.fleetwire.apple.Backend} asks; {@link io.fleetwire.apple.Telling} tells what must not
/// get lost. {@link io.fleetwire.apple.Declarations} is declarative management, {@link
/// io.fleetwire.apple.ScepDesk}, {@link io.fleetwire.apple.AcmeDesk} and {@link
/// io.fleetwire.apple.ProfileDesk} are how a device gets here, {@link io.fleetwire.apple.AssetDesk}
/// serves files.
///
/// **Asked and told.** A decision is asked for while the device waits, once. A command's result is
/// told in the same way and before the next decision is asked for; when the backend does not take
/// it, the device is refused, keeps it and comes again: there the device is the queue. What a
/// device says only once (that it enrols, its token, its farewell, its status) is made durable in
/// the engine before the device is answered, in order for each channel.
///
/// **Waking.** A device comes when Apple's push service tells it to. The backend has all that it
/// needs to say so there itself; {@link io.fleetwire.apple.PushDesk} does it for who asks us, by
/// what the last `TokenUpdate` said. Nothing is pushed of this room's own accord.
///
/// **What unenrols.** Only an explicit error of the backend, on a device's own channel ({@link
/// io.fleetwire.apple.Effect}). Never a status of a proxy, an answer that nobody can read, silence,
/// or a bug of ours: this room says 401 nowhere else.
///
/// **Who retries.** The engine, for what is durable. Devices, for what they ask and for results.
/// Nobody here.
///
/// **What people look at.** {@link io.fleetwire.apple.AppleService#book} is read by pages: channels
/// (devices and their users) with serial number, model, system, since when they are enrolled, when
/// they were last seen, topic and the end of their certificate; a channel's timeline of check-ins,
/// commands, results and declarations; what it last reported of each declaration; and every call of
/// the backend with how it ended and how long it took. {@link io.fleetwire.apple.Journal} takes it
/// down without ever waiting, {@link io.fleetwire.apple.BookPump} writes it a moment later and
/// forgets what is old. Nothing that answers a device reads it.
///
/// **What is not needed for correctness.** The book. {@link io.fleetwire.apple.Sessions}, which
/// ends circles, {@link io.fleetwire.apple.Manifests}, which explains them, and the wait for the
/// backend's answer to a durable event.
///
/// **Bounds.** Bodies 4 MiB, property lists by {@link io.fleetwire.plist.PlistLimits}, questions to
/// the backend by {@link io.fleetwire.apple.BackendLimits}: one that hangs holds a thousand threads
/// for ten seconds, and the devices behind them are told to come again.
///
/// May use engine, store, access, callback, web, plist and pki; no other slice.
@NullMarked
package io.fleetwire.apple;

import org.jspecify.annotations.NullMarked;

/// The Samsung Knox dialect: webhook notification (KWN), the device management service (KDMS), and
/// the HTTP edge of the token endpoints under `/ams`.
///
/// **Players.** A caller makes a *subscription*: a callback URL and the events that it wants. Here
/// a subscription is a row and an endpoint of the engine, saved together. A caller *uploads* or
/// *deletes* up to ten thousand devices: that is an *operation*, durable from its 202, done chunk
/// by chunk by {@link io.fleetwire.knox.OperationPump}. Its end is one event, accepted by the
/// transaction of the last chunk, so that there is exactly one whatever crashes. Every other event
/// of the {@link io.fleetwire.knox.KnoxEventCatalogue} comes through {@link
/// io.fleetwire.knox.KnoxEvents}.
///
/// **A callback** is written by {@link io.fleetwire.knox.KnoxCallbackFormat}. The vendor's sample
/// verifies not the bytes that it received but what its JSON library makes of them, and it pads
/// where RFC 7515 does not. So bodies are fixpoints of that library's round trip ({@link
/// io.fleetwire.knox.KnoxPayload}), and by default as long as a multiple of three ({@link
/// io.fleetwire.knox.SignatureEncoding}): then both kinds of receiver verify.
///
/// **Keys.** {@link io.fleetwire.knox.CertificateRotation} makes the first key, renews its
/// certificate in time, and lets a new key take over after it has been published for a month. What
/// signs and what is served are one value: nothing is signed by a key whose certificate cannot be
/// downloaded from here.
///
/// **Who retries.** The engine, by the plan in {@link io.fleetwire.knox.Subscriptions}. The pumps
/// repeat a step that failed; a step that succeeded is never repeated, because its progress is in
/// its transaction. Callers who lost an answer may look: at their subscriptions, or at the
/// operation.
///
/// **What is not needed for correctness.** The pumps' signals and threads, and everything in
/// memory.
///
/// **Errors** have two forms, because the vendor's services have: numbers with names ({@link
/// io.fleetwire.knox.KnoxDialect}) and words ({@link io.fleetwire.knox.KdmsDialect}); the token
/// endpoints speak RFC 6749 ({@link io.fleetwire.knox.OAuthDialect}).
///
/// The way in is {@link io.fleetwire.knox.Knox}. May use engine, store, access and web; no other
/// slice.
@NullMarked
package io.fleetwire.knox;

import org.jspecify.annotations.NullMarked;

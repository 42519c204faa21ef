/// The only door out. Everything that this product sends to somebody else's machine goes through
/// here, and nothing else in the house may open a socket.
///
/// **Players.** {@link io.fleetwire.egress.HttpSender} is the door: one request in, one sealed
/// outcome out. {@link io.fleetwire.egress.AddressPolicy} says which addresses may be called; the
/// guard behind it resolves a name once and judges every address that comes back, also the IPv4
/// address that hides in an IPv6 one. The dialer connects to an address that was judged and to
/// nothing else, so that a name which changes its mind between check and use gains nothing; over
/// TLS the receiver proves the *name*. Of an address that somebody writes instead of a name, the
/// door says by the same policy that it is never called, before anything is sent there. The pool
/// keeps idle connections, bounded for each destination and in all. The watchdog ends what lasts
/// too long.
///
/// {@link io.fleetwire.egress.Http2Sender} is a second leaf of the door, for the one service that
/// speaks HTTP/2 alone and is named by the operator: the JDK's client, without the guard. A {@link
/// io.fleetwire.egress.StreamLimit} finds out how many requests its connection takes at a time.
///
/// **Way of a request.** Write it into bytes; take an idle connection that is still quiet, or
/// resolve, judge, dial and shake hands; send; read the head within its limit and the body up to
/// the caller's; give the connection back only if the answer was read to an end that is beyond
/// doubt.
///
/// **Who we are.** A request may carry an identity for receivers that ask for a client's
/// certificate. Each has a TLS context of its own, and connections are pooled by it too: what was
/// opened as one is never used as another.
///
/// **Proxies.** Where the network lets nothing out but a {@link io.fleetwire.egress.ForwardProxy},
/// `Routes` says so and the dialer asks it for a tunnel; everything after that is as ever, since
/// TLS reaches through it. The proxy finds names, so it alone can judge what they lead to.
///
/// **Time.** An attempt is resolving, connecting (with TLS), waiting for the first byte, and
/// reading; each phase has its budget, and the total bounds all. The watchdog closes the socket of
/// whoever is late. A closed socket wakes a blocked read, write or handshake alike, which no
/// timeout does, and unlike an interrupt it cannot hit what the thread does next.
///
/// **What counts as an answer.** A head that came in time. When only the body is late, endless or
/// shorter than it said, the status stands and the body is marked incomplete: sending again what
/// was acknowledged is worse than a missing tail that nobody but the log reads.
///
/// **Who retries.** Nobody here. A request is sent at most once; an idle connection that the
/// receiver has closed is noticed before anything is written, and another one is opened. Whatever
/// fails later may have been processed, and the engine decides what follows.
///
/// **Bounds.** Heads 32 KiB and 128 fields; bodies by the caller's budget, with 32 KiB of chunk
/// extensions and as much of trailers; eight informational answers; 512 TLS identities; four
/// addresses of a name; 64 names being resolved, each on one thread however many wait for it; idle
/// connections by {@link io.fleetwire.egress.PoolLimits}. Memory follows what came, never what was
/// promised.
///
/// HTTP/1.1 is read and written here by hand; `docs/decisions/0030` tells why. May use the engine.
@NullMarked
package io.fleetwire.egress;

import org.jspecify.annotations.NullMarked;

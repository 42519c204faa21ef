/// Request bins: receivers inside the server, so that nobody needs a program of their own to see
/// what a callback looks like.
///
/// **Players.** A {@link io.fleetwire.bin.Bin} is an address of this server, `/bin/` and a token
/// that nobody guesses; an organization has a few. Whatever is sent there becomes a {@link
/// io.fleetwire.bin.Catch}: its headers, its exact body, and what its signatures were worth at that
/// moment ({@link io.fleetwire.bin.Judge}), by the same verifiers that receivers use. {@link
/// io.fleetwire.bin.BinDesk} is what people do: make, look, empty, delete, and let a bin answer
/// otherwise to see what follows.
///
/// **Two ways in, one receiver.** Strangers come by HTTP. What this server itself would send to a
/// bin never leaves it: the guard at the door forbids our own address, and rightly, so {@link
/// io.fleetwire.bin.BinDoor} stands before the door and hands over what is addressed to a bin, and
/// nothing else.
///
/// **Limits.** What is kept of a bin is bounded by number, bytes and age, so a bin that somebody
/// floods forgets older catches and costs no more. Only its organization sees what is in it.
///
/// **Who retries.** The engine, as with any receiver. A catch is durable before its sender is
/// answered.
///
/// **What is not needed for correctness.** {@link io.fleetwire.bin.BinPump}, which forgets what is
/// old.
///
/// May use engine, store, callback, access, web and receiver; no slice.
@NullMarked
package io.fleetwire.bin;

import org.jspecify.annotations.NullMarked;

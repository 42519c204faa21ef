/// Property lists as Apple's devices write and read them: XML (plist-1.0) and binary (bplist00).
///
/// **Players.** {@link io.fleetwire.plist.Plist} reads bytes of either form into a {@link
/// io.fleetwire.plist.PlistValue}, a sealed tree that cannot be changed, and writes one in either
/// form. {@link io.fleetwire.plist.PlistLimits} bounds what is read; {@link
/// io.fleetwire.plist.PlistRead} is what became of it.
///
/// **Hostile input.** Whoever reaches a device path can send a property list, so reading bounds
/// bytes, depth, the number of values, and what they come to when shared parts are counted each
/// time they are referred to: a binary list is a graph, and forty small arrays can stand for a
/// trillion values. An XML list may name Apple's document type but may not bring one of its own;
/// besides the five entities of XML and characters by their number there are none. Nothing is ever
/// fetched.
///
/// **What is told apart.** Integers are whole numbers from -2^63 to 2^64-1, because Apple's are 64
/// bits with or without a sign; reals are doubles; dates are instants (XML has whole seconds); data
/// is bytes. Null, UID and set, which belong to archives and not to management, are refused.
///
/// **Errors** are values with a sentence for the log. What is written by this room can be read by
/// it, by `plistutil` and by Apple; tests ask the first two.
///
/// Immutable and without state; depends on the JDK alone.
@NullMarked
package io.fleetwire.plist;

import org.jspecify.annotations.NullMarked;

package io.fleetwire.access;

import java.time.Instant;

/// A session as its owner sees it in a list. `name` tells it from others and opens nothing; `from`
/// is the address that signed in, or empty. Immutable.
public record SessionEntry(
    String name, String from, Instant openedAt, Instant seenAt, boolean current) {}

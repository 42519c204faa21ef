package io.fleetwire.server;

/// Something that a demo claims, whether it held, and what was found. Immutable.
record DemoCheck(String claim, boolean held, String found) {}

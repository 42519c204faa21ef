package io.fleetwire.portal;

/// A word that stands out: `kind` is `good`, `busy`, `bad`, `info`, or empty for what is over.
record Badge(String label, String kind) {}

package io.fleetwire.portal;

/// One of several: what a form sends, and what people read.
record Choice(String value, String label) {}

package io.fleetwire.portal;

/// A step of the way to a page.
record Crumb(String label, String path) {}

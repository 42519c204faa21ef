package io.fleetwire.portal;

/// A key that is shown this once: what it is called, itself, and whether a receiver may publish it.
record SecretView(String name, String path, String key, boolean isPublic, boolean isNew) {}

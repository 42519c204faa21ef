package io.fleetwire.access;

/// What there must be before anybody can call: an organization, its owner, and a client with these
/// scopes.
public record BootstrapRequest(String organization, String email, Scopes scopes) {}

package io.fleetwire.access;

import io.fleetwire.engine.OrganizationId;

/// A person who may sign in. Immutable.
public record User(UserId id, OrganizationId organization, String email, Role role) {}

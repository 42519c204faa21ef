package io.fleetwire.access;

import io.fleetwire.engine.OrganizationId;

/// An organization: who owns devices, endpoints and users. Immutable.
public record Organization(OrganizationId id, String name) {}

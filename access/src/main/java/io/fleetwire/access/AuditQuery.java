package io.fleetwire.access;

import io.fleetwire.engine.OrganizationId;

/// Which entries of the log of changes are wanted: those of an organization that are older than
/// `before`, by an actor and about actions that begin so; an empty text is any. Immutable.
public record AuditQuery(OrganizationId organization, String actor, String action, long before) {}

package io.fleetwire.portal;

import io.fleetwire.access.Access;

/// The rooms that the portal shows.
public record PortalPorts(Access access) {}

package io.fleetwire.engine;

/// An order to bring up to `limit` due deliveries of an endpoint from disk.
public record ClaimOrder(EndpointId endpoint, int limit) {}

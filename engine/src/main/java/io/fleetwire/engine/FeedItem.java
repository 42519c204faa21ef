package io.fleetwire.engine;

/// One delivery of an endpoint as a reader of the feed sees it: with the whole event.
public record FeedItem(
    DeliveryId delivery, long sequence, Origin origin, DeliveryState state, Event event) {}

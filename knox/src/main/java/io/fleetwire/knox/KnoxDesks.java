package io.fleetwire.knox;

/// What can be asked of this room and done to it by people who have rights, beside its HTTP
/// interface, by the same rules. Nobody's rights are asked here: that is for the route's
/// authorization, {@link io.fleetwire.access.Permission#SETTINGS}.
public record KnoxDesks(
    SubscriptionDesk subscriptions,
    OperationDesk operations,
    CertificateDesk certificates,
    KnoxEventCatalogue catalogue) {}

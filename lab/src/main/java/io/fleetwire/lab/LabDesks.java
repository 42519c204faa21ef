package io.fleetwire.lab;

/// What can be asked of this room and done to it by who has rights, beside its HTTP interface: the
/// same objects that its routes call, so that pages and programs follow one set of rules.
///
/// Nobody's rights are asked here, but where who may do something depends on whose it is: that is
/// for the route's authorization, {@link io.fleetwire.access.Permission#SETTINGS} for webhooks and
/// {@link io.fleetwire.access.Permission#LAB_MANAGE} for hosts and devices.
///
/// @param controls pause, test, credentials and signatures of webhooks
/// @param log what became of callbacks, and to call again
/// @param history what became of devices
/// @param edits what people change about devices
/// @param groups teams and bundles
/// @param samples devices that do not exist
public record LabDesks(
    Webhooks webhooks,
    WebhookControls controls,
    WebhookLog log,
    Devices devices,
    History history,
    DeviceEdits edits,
    Hosts hosts,
    Groups groups,
    Bookings bookings,
    Fleet fleet,
    Tags tags,
    Samples samples) {}

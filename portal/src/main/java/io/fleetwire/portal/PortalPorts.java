package io.fleetwire.portal;

import io.fleetwire.access.Access;
import io.fleetwire.engine.DeliveryLog;
import io.fleetwire.knox.KnoxDesks;
import io.fleetwire.lab.LabDesks;

/// The rooms that the portal shows.
public record PortalPorts(
    Access access, DeliveryLog log, LabDesks lab, KnoxDesks knox, WebhookPorts webhooks) {}

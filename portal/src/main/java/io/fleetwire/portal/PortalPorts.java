package io.fleetwire.portal;

import io.fleetwire.access.Access;
import io.fleetwire.apple.AppleDesks;
import io.fleetwire.bin.BinDesk;
import io.fleetwire.knox.KnoxDesks;
import io.fleetwire.lab.LabDesks;
import java.util.Optional;

/// The rooms that the portal shows; no `apple` where the server has no backend for it.
public record PortalPorts(
    Access access,
    LabDesks lab,
    KnoxDesks knox,
    Optional<AppleDesks> apple,
    WebhookPorts webhooks,
    BinDesk bins) {}

package io.fleetwire.portal;

import java.security.SecureRandom;
import java.time.InstantSource;

/// The clock of the portal, and the chance of what nobody may guess.
public record PortalWorld(InstantSource clock, SecureRandom random) {}

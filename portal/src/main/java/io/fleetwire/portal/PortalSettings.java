package io.fleetwire.portal;

import io.fleetwire.web.SessionCookie;

/// What the configuration says to this room. `cookie` is the one that the server's authenticator
/// reads.
public record PortalSettings(SessionCookie cookie) {}

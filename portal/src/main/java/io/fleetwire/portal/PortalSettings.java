package io.fleetwire.portal;

import io.fleetwire.web.SessionCookie;
import java.net.URI;
import java.util.Optional;

/// What the configuration says to this room. `cookie` is the one that the server's authenticator
/// reads; `publicUrl` is how people come to the server, where it is known.
public record PortalSettings(SessionCookie cookie, Optional<URI> publicUrl) {}

package io.fleetwire.engine;

import java.net.URI;

/// Where an endpoint is and how it is spoken to. `format` names the {@link CallbackFormat} that
/// writes its requests; `reference` is what the dialect calls the endpoint (a subscription id, a
/// webhook's number), kept for that format alone.
public record Target(String format, String reference, URI url) {}

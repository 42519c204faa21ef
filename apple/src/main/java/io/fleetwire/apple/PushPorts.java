package io.fleetwire.apple;

import io.fleetwire.engine.Sender;
import java.net.URI;
import java.util.function.Supplier;

/// What pushes need: a door that speaks HTTP/2, where Apple's push service is, and the certificate
/// that there is now.
public record PushPorts(Sender sender, URI url, Supplier<PushCertificate> certificate) {}

package io.fleetwire.simulator;

import java.security.KeyPair;
import java.security.cert.X509Certificate;

/// A key, which other devices may have too, and a certificate, which they have not.
record AppleIdentity(KeyPair key, X509Certificate certificate) {}

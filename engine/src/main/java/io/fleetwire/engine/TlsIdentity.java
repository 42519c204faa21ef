package io.fleetwire.engine;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/// Who we say we are in the TLS handshake (RFC 8446 section 4.4.2): to callers, and to a receiver
/// that asks. `chain` begins with the certificate of `key`. Two identities are the same only when
/// all of it is, so a connection made with one is never used for another.
public record TlsIdentity(String name, PrivateKey key, List<X509Certificate> chain) {
  public TlsIdentity {
    chain = List.copyOf(chain);
    Must.hold(!chain.isEmpty(), "an identity has a certificate");
  }

  /// The key is not printed.
  @Override
  public String toString() {
    return "TLS identity " + name;
  }
}

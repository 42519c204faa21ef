package io.fleetwire.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A key pair with its certificate and those above it. Immutable.
public record FakeIdentity(KeyPair keys, X509Certificate certificate, List<X509Certificate> above) {
  private static final int PEM_LINE = 64;

  public FakeIdentity {
    above = List.copyOf(above);
  }

  /// TLS for a server that is this.
  public SSLContext serverContext() {
    char[] password = "test".toCharArray();
    List<X509Certificate> chain = new ArrayList<>(List.of(certificate));
    chain.addAll(above);
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, password);
      store.setKeyEntry(
          "server", keys.getPrivate(), password, chain.toArray(X509Certificate[]::new));
      KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
      factory.init(store, password);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(factory.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError("TLS for a fake server", e);
    }
  }

  /// The certificate alone, as the text of a PEM file.
  public String certificatePem() {
    Base64.Encoder encoder =
        Base64.getMimeEncoder(PEM_LINE, "\n".getBytes(StandardCharsets.US_ASCII));
    try {
      return "-----BEGIN CERTIFICATE-----\n"
          + encoder.encodeToString(certificate.getEncoded())
          + "\n-----END CERTIFICATE-----\n";
    } catch (CertificateEncodingException e) {
      throw new AssertionError("a certificate that was just made", e);
    }
  }
}

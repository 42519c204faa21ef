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
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/// A key pair with its certificate and those above it. Immutable.
public record FakeIdentity(KeyPair keys, X509Certificate certificate, List<X509Certificate> above) {
  private static final int PEM_LINE = 64;

  public FakeIdentity {
    above = List.copyOf(above);
  }

  /// TLS for a server that is this.
  public SSLContext serverContext() {
    return context(new TrustManager[0]);
  }

  /// The same for a server that trusts whom `authority` has issued a certificate to. It must still
  /// be told to ask for one.
  public SSLContext serverContext(FakeAuthority authority) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry("authority", authority.certificate());
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(store);
      return context(factory.getTrustManagers());
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError("trust for a fake server", e);
    }
  }

  private SSLContext context(TrustManager[] trusted) {
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
      context.init(factory.getKeyManagers(), trusted.length == 0 ? null : trusted, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError("TLS for a fake server", e);
    }
  }

  /// The private key, as the text of a PEM file (PKCS #8).
  public String keyPem() {
    return pem("PRIVATE KEY", keys.getPrivate().getEncoded());
  }

  private static String pem(String label, byte[] der) {
    Base64.Encoder encoder =
        Base64.getMimeEncoder(PEM_LINE, "\n".getBytes(StandardCharsets.US_ASCII));
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, encoder.encodeToString(der), label);
  }

  /// The certificate alone, as the text of a PEM file.
  public String certificatePem() {
    try {
      return pem("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new AssertionError("a certificate that was just made", e);
    }
  }
}

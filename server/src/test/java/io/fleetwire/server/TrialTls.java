package io.fleetwire.server;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A client over TLS that trusts one authority, and shows a certificate or none.
final class TrialTls {
  /// Made once, because it is slow. What tells devices apart is the certificate.
  static final KeyPair KEY = key();

  private static final char[] PASSWORD = "trial".toCharArray();

  private final X509Certificate trusted;
  private final Optional<X509Certificate> shown;
  private final HttpClient http;

  private TrialTls(X509Certificate trusted, Optional<X509Certificate> shown, PrivateKey key) {
    this.trusted = trusted;
    this.shown = shown;
    this.http =
        HttpClient.newBuilder()
            .sslContext(context(trusted, shown, key))
            .version(HttpClient.Version.HTTP_1_1)
            .build();
  }

  /// Shows nothing.
  static TrialTls trusting(X509Certificate authority) {
    return new TrialTls(authority, Optional.empty(), KEY.getPrivate());
  }

  /// Shows a certificate of {@link #KEY}.
  TrialTls with(X509Certificate certificate) {
    return with(certificate, KEY.getPrivate());
  }

  TrialTls with(X509Certificate certificate, PrivateKey key) {
    return new TrialTls(trusted, Optional.of(certificate), key);
  }

  Optional<X509Certificate> shown() {
    return shown;
  }

  /// For clients that others wrote.
  HttpClient client() {
    return http;
  }

  HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new AssertionError(request.uri().toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /// The key as a text in PEM form.
  static String keyPem() {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(KEY.getPrivate().getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }

  private static SSLContext context(
      X509Certificate trusted, Optional<X509Certificate> shown, PrivateKey key) {
    try {
      KeyStore trust = KeyStore.getInstance("PKCS12");
      trust.load(null, null);
      trust.setCertificateEntry("authority", trusted);
      TrustManagerFactory believes = TrustManagerFactory.getInstance("PKIX");
      believes.init(trust);
      SSLContext context = SSLContext.getInstance("TLS");
      KeyManager[] keys = shown.isPresent() ? keys(shown.get(), key) : new KeyManager[0];
      context.init(keys, believes.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError("TLS for a device", e);
    }
  }

  private static KeyManager[] keys(X509Certificate certificate, PrivateKey key)
      throws GeneralSecurityException, IOException {
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, PASSWORD);
    own.setKeyEntry("device", key, PASSWORD, new X509Certificate[] {certificate});
    KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(own, PASSWORD);
    return factory.getKeyManagers();
  }

  private static KeyPair key() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}

package io.fleetwire.knox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/// A private key and the certificate by which receivers know it: always both of them together, so
/// that nothing is signed by one key while the certificate of another is served. Immutable; never
/// prints its key.
final class SigningIdentity {
  private final PrivateKey key;
  private final X509Certificate certificate;
  private final byte[] der;
  private final String keyId;
  private final String thumbprint;

  private SigningIdentity(PrivateKey key, X509Certificate certificate, byte[] der) {
    this.key = key;
    this.certificate = certificate;
    this.der = der;
    byte[] digest = sha256(der);
    this.keyId = HexFormat.of().formatHex(digest);
    this.thumbprint = Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
  }

  /// Reads a PKCS #8 private key and a DER certificate.
  static SigningIdentity of(byte[] pkcs8, byte[] der) {
    try {
      PrivateKey key =
          KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      CertificateFactory x509 = CertificateFactory.getInstance("X.509");
      X509Certificate certificate =
          (X509Certificate) x509.generateCertificate(new ByteArrayInputStream(der));
      return new SigningIdentity(key, certificate, der);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a stored key or certificate cannot be read", e);
    }
  }

  PrivateKey key() {
    return key;
  }

  byte[] pkcs8() {
    return key.getEncoded();
  }

  byte[] der() {
    return der.clone();
  }

  X509Certificate certificate() {
    return certificate;
  }

  /// The JOSE `kid`: the SHA-256 of the certificate in hexadecimal.
  String keyId() {
    return keyId;
  }

  /// The JOSE `x5t#S256` (RFC 7515 section 4.1.8).
  String thumbprint() {
    return thumbprint;
  }

  /// The certificate as receivers download it (RFC 7468): this one alone, no chain.
  byte[] pem() {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return ("-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n")
        .getBytes(US_ASCII);
  }

  @Override
  public String toString() {
    return "certificate " + keyId();
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

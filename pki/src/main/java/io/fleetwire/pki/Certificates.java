package io.fleetwire.pki;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/// X.509 certificates as bytes and text. Without state.
public final class Certificates {
  /// A device's certificate has one or two kilobytes; chains with many names have less than this.
  public static final int BYTES_MAX = 16 * 1024;

  private Certificates() {}

  /// The certificate that `der` is, or nothing when it is none.
  public static Optional<X509Certificate> parse(byte[] der) {
    // The JDK's reader would also take PEM, and several; one in DER begins with a sequence.
    if (der.length == 0 || der.length > BYTES_MAX || der[0] != 0x30) {
      return Optional.empty();
    }
    try {
      Certificate certificate =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
      return certificate instanceof X509Certificate x509 && der(x509).length == der.length
          ? Optional.of(x509)
          : Optional.empty();
    } catch (CertificateException _) {
      return Optional.empty();
    }
  }

  public static byte[] der(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read can be written", e);
    }
  }

  /// In the textual form of RFC 7468, with line feeds.
  public static String pem(X509Certificate certificate) {
    Base64.Encoder lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    return "-----BEGIN CERTIFICATE-----\n"
        + lines.encodeToString(der(certificate))
        + "\n-----END CERTIFICATE-----\n";
  }

  /// The SHA-256 of the certificate, in hexadecimal digits.
  public static String fingerprint(X509Certificate certificate) {
    return fingerprint(der(certificate));
  }

  static String fingerprint(byte[] der) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(der));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

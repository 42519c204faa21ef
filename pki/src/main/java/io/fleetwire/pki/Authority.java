package io.fleetwire.pki;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A key that issues certificates to devices, and the certificate by which they know it. It also
/// speaks SCEP itself, so its key may sign and decipher. Immutable; safe for many threads.
public final class Authority {
  private static final int KEY_BITS = 3072;

  /// Longer than any device lives: when this certificate ends, the whole fleet must enrol anew.
  private static final Duration OWN_VALIDITY = Duration.ofDays(20 * 365);

  /// Positive, and unique without a register (RFC 5280 section 4.1.2.2).
  static final int SERIAL_BITS = 120;

  private final PrivateKey key;
  private final X509Certificate certificate;

  private Authority(PrivateKey key, X509Certificate certificate) {
    this.key = key;
    this.certificate = certificate;
  }

  /// A new one. Making the key takes a second or so.
  public static Authority create(String name, Instant now, SecureRandom random) {
    X500Name self =
        new X500NameBuilder(BCStyle.INSTANCE)
            .addRDN(BCStyle.O, "Fleetwire")
            .addRDN(BCStyle.CN, name)
            .build();
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(KEY_BITS, random);
      KeyPair pair = generator.generateKeyPair();
      // A day ago, so that a device whose clock is behind believes it.
      Instant from = now.minus(1, ChronoUnit.DAYS);
      X509v3CertificateBuilder builder =
          new X509v3CertificateBuilder(
              self,
              serial(random),
              Date.from(from),
              Date.from(from.plus(OWN_VALIDITY)),
              self,
              SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      builder.addExtension(
          Extension.keyUsage,
          true,
          new KeyUsage(
              KeyUsage.keyCertSign
                  | KeyUsage.cRLSign
                  | KeyUsage.digitalSignature
                  | KeyUsage.keyEncipherment));
      builder.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
      return new Authority(pair.getPrivate(), signed(builder, pair.getPrivate()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot make RSA keys", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The one whose key ({@link #pkcs8}) and certificate were kept.
  public static Authority of(byte[] pkcs8, byte[] der) {
    try {
      PrivateKey key =
          KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      X509Certificate certificate =
          Certificates.parse(der)
              .orElseThrow(
                  () -> new IllegalStateException("the authority's certificate is broken"));
      return new Authority(key, certificate);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the authority's key is broken", e);
    }
  }

  /// A certificate for what `request` asks, valid for `validity` from now.
  public X509Certificate issue(
      CertificateRequest request, Instant now, Duration validity, SecureRandom random) {
    Instant end = now.plus(validity);
    Instant ownEnd = certificate.getNotAfter().toInstant();
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(
            X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()),
            serial(random),
            Date.from(now),
            Date.from(end.isAfter(ownEnd) ? ownEnd : end),
            request.subject(),
            SubjectPublicKeyInfo.getInstance(request.key().getEncoded()));
    try {
      addUses(builder, request.key());
      return signed(builder, key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot hash keys", e);
    }
  }

  private void addUses(X509v3CertificateBuilder builder, PublicKey subject)
      throws IOException, GeneralSecurityException {
    JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    // An elliptic key enciphers nothing (RFC 8813, section 3).
    int deciphers = subject instanceof RSAPublicKey ? KeyUsage.keyEncipherment : 0;
    builder.addExtension(
        Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | deciphers));
    builder.addExtension(
        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
    builder.addExtension(
        Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(subject));
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        extensions.createAuthorityKeyIdentifier(certificate.getPublicKey()));
  }

  public X509Certificate certificate() {
    return certificate;
  }

  /// The private key as it is kept. It must not leave the database.
  public byte[] pkcs8() {
    return key.getEncoded();
  }

  PrivateKey key() {
    return key;
  }

  private static BigInteger serial(SecureRandom random) {
    return new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS);
  }

  /// What signs with `key` in the way that fits it.
  static ContentSigner signer(PrivateKey key) {
    String name = key instanceof ECPrivateKey ? "SHA256withECDSA" : "SHA256withRSA";
    try {
      return new JcaContentSignerBuilder(name).build(key);
    } catch (OperatorCreationException e) {
      throw new IllegalStateException("this Java cannot sign by " + name, e);
    }
  }

  static X509Certificate signed(X509v3CertificateBuilder builder, PrivateKey key) {
    try {
      byte[] der = builder.build(signer(key)).getEncoded();
      return Certificates.parse(der).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

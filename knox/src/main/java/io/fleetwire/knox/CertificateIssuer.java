package io.fleetwire.knox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Makes keys and certificates of the vendor's shape: RSA 2048, sha256WithRSAEncryption, a critical
/// basicConstraints that says "no authority" and no other extension, and an issuer that receivers
/// never see (contract 1.8 (d)).
///
/// The issuer's key is made for one signature and forgotten. Receivers trust the certificate that
/// they downloaded, not a chain, so an authority that was kept would protect nobody and could be
/// stolen.
final class CertificateIssuer {
  private static final int KEY_BITS = 2048;

  /// Positive, and unique without a register (RFC 5280 section 4.1.2.2).
  private static final int SERIAL_BITS = 120;

  private final CertificateSettings settings;
  private final SecureRandom random;

  CertificateIssuer(CertificateSettings settings, SecureRandom random) {
    this.settings = settings;
    this.random = random;
  }

  /// A new key with a certificate that begins today.
  SigningIdentity issue(Instant now) {
    KeyPair pair = newKey();
    byte[] pkcs8 = pair.getPrivate().getEncoded();
    return SigningIdentity.of(pkcs8, certificate(pair.getPublic(), now));
  }

  /// A new certificate for a key that is known.
  SigningIdentity renew(SigningIdentity old, Instant now) {
    PublicKey same = old.certificate().getPublicKey();
    return SigningIdentity.of(old.pkcs8(), certificate(same, now));
  }

  private byte[] certificate(PublicKey subject, Instant now) {
    // From midnight, so that a receiver whose clock is behind accepts it, too.
    OffsetDateTime from = now.atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS);
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(
            name(settings.organization() + " Service Server"),
            new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS),
            Date.from(from.toInstant()),
            Date.from(from.plus(settings.validity()).toInstant()),
            name(settings.commonName()),
            SubjectPublicKeyInfo.getInstance(subject.getEncoded()));
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      return builder
          .build(new JcaContentSignerBuilder("SHA256withRSA").build(newKey().getPrivate()))
          .getEncoded();
    } catch (OperatorCreationException e) {
      throw new IllegalStateException("this Java cannot sign with RSA", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private X500Name name(String commonName) {
    return new X500NameBuilder(BCStyle.INSTANCE)
        .addRDN(BCStyle.O, settings.organization())
        .addRDN(BCStyle.CN, commonName)
        .build();
  }

  private KeyPair newKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(KEY_BITS, random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot make RSA keys", e);
    }
  }
}

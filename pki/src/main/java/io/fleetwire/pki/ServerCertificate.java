package io.fleetwire.pki;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;

/// A key and the certificate by which a server is known over TLS, for a first hour without a
/// certificate of one's own. `chain` begins with it and ends with its issuer. Immutable.
public record ServerCertificate(PrivateKey key, List<X509Certificate> chain) {
  /// Apple's devices take no longer ones from authorities that a profile brings.
  static final Duration VALIDITY = Duration.ofDays(397);

  public ServerCertificate {
    chain = List.copyOf(chain);
  }

  /// One for `names`, which are names of DNS and addresses, at least one.
  public static ServerCertificate issue(
      Authority authority, List<String> names, Instant now, SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      KeyPair pair = generator.generateKeyPair();
      // A day ago, so that a device whose clock is behind believes it.
      Instant from = now.minus(1, ChronoUnit.DAYS);
      X509v3CertificateBuilder builder =
          new X509v3CertificateBuilder(
              X500Name.getInstance(authority.certificate().getSubjectX500Principal().getEncoded()),
              new BigInteger(Authority.SERIAL_BITS, random).setBit(Authority.SERIAL_BITS),
              Date.from(from),
              Date.from(from.plus(VALIDITY)),
              new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, names.getFirst()).build(),
              SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
      addUses(builder, names, authority);
      return new ServerCertificate(
          pair.getPrivate(),
          List.of(Authority.signed(builder, authority.key()), authority.certificate()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot make elliptic keys", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void addUses(
      X509v3CertificateBuilder builder, List<String> names, Authority authority)
      throws IOException, GeneralSecurityException {
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    builder.addExtension(
        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        new JcaX509ExtensionUtils()
            .createAuthorityKeyIdentifier(authority.certificate().getPublicKey()));
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(names.stream().map(ServerCertificate::name).toArray(GeneralName[]::new)));
  }

  private static GeneralName name(String name) {
    boolean address = name.contains(":") || name.matches("[0-9.]+");
    return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, name);
  }
}

package io.fleetwire.testkit;

import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A certificate authority for tests: nobody trusts it who was not given its {@link #certificate}.
/// Thread-safe.
public final class FakeAuthority {
  private static final Duration YEAR = Duration.ofDays(365);

  private final FakeIdentity self;

  private FakeAuthority(FakeIdentity self) {
    this.self = self;
  }

  /// A new authority, valid from a day before `now` for a year.
  public static FakeAuthority create(String name, Instant now) {
    KeyPair keys = newKeys("EC", 256);
    X509Certificate certificate =
        certify(keys, name, new Signer(new X500Name("CN=" + name), keys), now);
    return new FakeAuthority(new FakeIdentity(keys, certificate, List.of()));
  }

  /// Another one, whom this one has certified.
  public FakeAuthority below(String name, Instant now) {
    KeyPair keys = newKeys("EC", 256);
    X509Certificate certificate = certify(keys, name, new Signer(name(), self.keys()), now);
    return new FakeAuthority(new FakeIdentity(keys, certificate, List.of(certificate())));
  }

  private record Signer(X500Name name, KeyPair keys) {}

  private static X509Certificate certify(KeyPair keys, String name, Signer signer, Instant now) {
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            signer.name(),
            serial(keys),
            before(now),
            after(now),
            new X500Name("CN=" + name),
            keys.getPublic());
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    } catch (CertIOException e) {
      throw new AssertionError("an authority's certificate", e);
    }
    return sign(builder, signer.keys());
  }

  private X500Name name() {
    return X500Name.getInstance(certificate().getSubjectX500Principal().getEncoded());
  }

  /// What others must trust.
  public X509Certificate certificate() {
    return self.certificate();
  }

  /// The same as a PEM file's text.
  public String certificatePem() {
    return self.certificatePem();
  }

  /// A server for `hosts` (names or addresses) with an elliptic key, valid around `now`.
  public FakeIdentity issue(Instant now, String... hosts) {
    return issue(newKeys("EC", 256), before(now), after(now), hosts);
  }

  /// The same, but its certificate ended a day before `now`.
  public FakeIdentity issueExpired(Instant now, String... hosts) {
    return issue(newKeys("EC", 256), before(now.minus(Duration.ofDays(30))), before(now), hosts);
  }

  /// The same with an RSA key of 2048 bits, valid around `now`.
  public FakeIdentity issueRsa(Instant now, String... hosts) {
    return issue(newKeys("RSA", 2048), before(now), after(now), hosts);
  }

  /// Somebody who is known by a whole distinguished name, such as `UID=a,CN=b`, from a day before
  /// `until` minus a year.
  public FakeIdentity issueTo(String subject, Instant until) {
    KeyPair keys = newKeys("EC", 256);
    X509v3CertificateBuilder builder =
        builder(keys, before(until.minus(YEAR)), Date.from(until), subject);
    return new FakeIdentity(keys, sign(builder, self.keys()), List.of(certificate()));
  }

  private X509v3CertificateBuilder builder(KeyPair keys, Date from, Date until, String subject) {
    return new JcaX509v3CertificateBuilder(
        name(), serial(keys), from, until, new X500Name(subject), keys.getPublic());
  }

  private FakeIdentity issue(KeyPair keys, Date from, Date until, String... hosts) {
    X509v3CertificateBuilder builder = builder(keys, from, until, "CN=" + hosts[0]);
    GeneralName[] names =
        List.of(hosts).stream().map(FakeAuthority::alternativeName).toArray(GeneralName[]::new);
    try {
      builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
    } catch (CertIOException e) {
      throw new AssertionError("a server's certificate", e);
    }
    return new FakeIdentity(keys, sign(builder, self.keys()), List.of(certificate()));
  }

  private static GeneralName alternativeName(String host) {
    boolean address = host.matches("[0-9.]+|[0-9a-f:]*:[0-9a-f:]*");
    String text = address ? InetAddress.ofLiteral(host).getHostAddress() : host;
    return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, text);
  }

  private static X509Certificate sign(X509v3CertificateBuilder builder, KeyPair keys) {
    try {
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (OperatorCreationException | GeneralSecurityException e) {
      throw new AssertionError("every Java can sign with P-256", e);
    }
  }

  private static KeyPair newKeys(String algorithm, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java has " + algorithm, e);
    }
  }

  /// Different for different keys, which is all that a serial number is for.
  private static BigInteger serial(KeyPair keys) {
    return BigInteger.valueOf(Arrays.hashCode(keys.getPublic().getEncoded())).abs();
  }

  private static Date before(Instant now) {
    return Date.from(now.minus(Duration.ofDays(1)));
  }

  private static Date after(Instant now) {
    return Date.from(now.plus(YEAR));
  }
}

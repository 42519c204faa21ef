package io.fleetwire.pki;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;

/// A maker of devices that do not exist: it attests their keys as Apple does those of its own, by a
/// root that nobody trusts who was not told to. Immutable; safe for many threads.
public final class AttestingAuthority {
  private static final Duration OWN_VALIDITY = Duration.ofDays(3650);

  /// An attestation is looked at once.
  private static final Duration VALIDITY = Duration.ofDays(30);

  private static final X500Name NAME = new X500Name("CN=Simulated Attestation Root,O=Fleetwire");

  private final PrivateKey key;
  private final X509Certificate certificate;
  private final SecureRandom random;

  private AttestingAuthority(PrivateKey key, X509Certificate certificate, SecureRandom random) {
    this.key = key;
    this.certificate = certificate;
    this.random = random;
  }

  /// A new one.
  public static AttestingAuthority create(Instant now, SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      KeyPair pair = generator.generateKeyPair();
      X509v3CertificateBuilder builder =
          builder(
              new Names(NAME, NAME),
              pair.getPublic().getEncoded(),
              new Span(now, OWN_VALIDITY),
              random);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
      return new AttestingAuthority(
          pair.getPrivate(), Authority.signed(builder, pair.getPrivate()), random);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot make elliptic keys", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The one whose key (PKCS #8) and certificate `pem` has, in this order or the other.
  public static Optional<AttestingAuthority> parse(String pem, SecureRandom random) {
    Optional<X509Certificate> certificate = block(pem, "CERTIFICATE").flatMap(Certificates::parse);
    try {
      Optional<byte[]> pkcs8 = block(pem, "PRIVATE KEY");
      return certificate.isEmpty() || pkcs8.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new AttestingAuthority(
                  KeyFactory.getInstance("EC")
                      .generatePrivate(new PKCS8EncodedKeySpec(pkcs8.get())),
                  certificate.get(),
                  random));
    } catch (InvalidKeySpecException _) {
      return Optional.empty();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has elliptic keys", e);
    }
  }

  /// What is between the lines of RFC 7468 that name it.
  private static Optional<byte[]> block(String pem, String label) {
    int begin = pem.indexOf("-----BEGIN " + label + "-----");
    int end = pem.indexOf("-----END " + label + "-----");
    if (begin < 0 || end < begin) {
      return Optional.empty();
    }
    try {
      String inside = pem.substring(begin, end).replaceFirst("-----BEGIN [A-Z ]+-----", "");
      return Optional.of(Base64.getMimeDecoder().decode(inside));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private record Span(Instant from, Duration length) {}

  private record Names(X500Name issuer, X500Name subject) {}

  private static X509v3CertificateBuilder builder(
      Names names, byte[] key, Span span, SecureRandom random) {
    // A day ago, for clocks that are behind.
    return new X509v3CertificateBuilder(
        names.issuer(),
        new BigInteger(Authority.SERIAL_BITS, random).setBit(Authority.SERIAL_BITS),
        Date.from(span.from().minus(1, ChronoUnit.DAYS)),
        Date.from(span.from().plus(span.length())),
        names.subject(),
        SubjectPublicKeyInfo.getInstance(key));
  }

  /// The root, for those who shall trust it.
  public X509Certificate certificate() {
    return certificate;
  }

  /// An attestation object of what is attested, for the challenge with that token.
  public byte[] attest(Attestation attested, String token, Instant now) {
    X509v3CertificateBuilder builder =
        builder(
            new Names(
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()),
                new X500Name("CN=Simulated device")),
            attested.key().getEncoded(),
            new Span(now, VALIDITY),
            random);
    try {
      add(builder, Attestation.FRESHNESS, Attestation.hash(token));
      if (attested.serialNumber().isPresent()) {
        add(builder, Attestation.SERIAL_NUMBER, ascii(attested.serialNumber().get()));
      }
      if (attested.udid().isPresent()) {
        add(builder, Attestation.UDID, ascii(attested.udid().get()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return object(List.of(Authority.signed(builder, key), certificate));
  }

  private static void add(X509v3CertificateBuilder builder, String object, byte[] value)
      throws IOException {
    builder.addExtension(new ASN1ObjectIdentifier(object), false, value);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /// In CBOR: `{"fmt": "apple", "attStmt": {"x5c": [...]}}`.
  private static byte[] object(List<X509Certificate> chain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    head(out, 5, 2);
    text(out, "fmt");
    text(out, "apple");
    text(out, "attStmt");
    head(out, 5, 1);
    text(out, "x5c");
    head(out, 4, chain.size());
    chain.forEach(link -> bytes(out, 2, Certificates.der(link)));
    return out.toByteArray();
  }

  private static void text(ByteArrayOutputStream out, String text) {
    bytes(out, 3, ascii(text));
  }

  private static void bytes(ByteArrayOutputStream out, int kind, byte[] bytes) {
    head(out, kind, bytes.length);
    out.writeBytes(bytes);
  }

  /// RFC 8949, section 3; nothing here is longer than two bytes can say.
  private static void head(ByteArrayOutputStream out, int kind, int argument) {
    if (argument < 24) {
      out.write(kind << 5 | argument);
    } else {
      out.write(kind << 5 | 25);
      out.write(argument >> 8);
      out.write(argument);
    }
  }
}

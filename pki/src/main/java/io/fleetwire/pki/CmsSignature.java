package io.fleetwire.pki;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/// Signatures by the Cryptographic Message Syntax (RFC 5652). Without state.
public final class CmsSignature {
  /// A signature with its certificate has two kilobytes; one with a chain of three has six.
  public static final int BYTES_MAX = 10 * 1024;

  /// As the library writes out what CMS wants until 2049 (RFC 5652, section 11.3): year to second.
  private static final Pattern UTC_TIME = Pattern.compile("[0-9]{14}GMT\\+00:00");

  private CmsSignature() {}

  /// What a signature proves.
  public sealed interface Verdict {

    /// The holder of `signer`, who is trusted, signed exactly these bytes.
    record Signed(KnownCertificate signer) implements Verdict {}

    /// It proves nothing; `reason` is for the log.
    record Refused(String reason) implements Verdict {}
  }

  /// Whether `signature`, which is detached, is one over `content` by somebody whom `issuers` vouch
  /// for.
  public static Verdict verify(
      byte[] signature, byte[] content, TrustedIssuers issuers, Instant now) {
    if (signature.length > BYTES_MAX) {
      return new Verdict.Refused("the signature is longer than " + BYTES_MAX + " bytes");
    }
    try {
      return verdict(parse(signature, content), issuers, now);
    } catch (PkiFault e) {
      return new Verdict.Refused(e.reason());
    } catch (CMSException | IOException | RuntimeException _) {
      return new Verdict.Refused("the signature cannot be verified");
    }
  }

  private static CMSSignedData parse(byte[] signature, byte[] content) throws PkiFault {
    try (ASN1InputStream lazily = new ASN1InputStream(DefiniteLengths.of(signature), true)) {
      ContentInfo info = ContentInfo.getInstance(lazily.readObject());
      if (SignedData.getInstance(info.getContent()).getEncapContentInfo().getContent() != null) {
        throw new PkiFault("the signature brings its own content");
      }
      return new CMSSignedData(new CMSProcessableByteArray(content), info);
    } catch (CMSException | IOException | RuntimeException _) {
      throw new PkiFault("the signature is none of CMS");
    }
  }

  private static Verdict verdict(CMSSignedData signed, TrustedIssuers issuers, Instant now)
      throws PkiFault, CMSException, IOException {
    SignerInformation signer = onlySigner(signed);
    ASN1Set all = SignedData.getInstance(signed.toASN1Structure().getContent()).getCertificates();
    boolean alone = all != null && all.size() == 1;
    // The only certificate can be left unread when it is known: its key tells whether it signed.
    byte[] der =
        alone
            ? all.getObjectAt(0).toASN1Primitive().getEncoded()
            : certificateOf(signed, signer).getEncoded();
    List<X509Certificate> others = alone ? List.of() : certificates(signed);
    return switch (issuers.judge(der, () -> others, now)) {
      case TrustedIssuers.Judgement.Refused(String reason) -> new Verdict.Refused(reason);
      case TrustedIssuers.Judgement.Believed(KnownCertificate known) -> {
        mustBeSigned(signer, known.key());
        mustFit(signingTime(signer), known.from(), known.until());
        yield new Verdict.Signed(known);
      }
    };
  }

  /// The certificate of the one signer, whose signature is good and of a time that fits.
  static X509Certificate signer(CMSSignedData signed) throws PkiFault {
    try {
      SignerInformation signer = onlySigner(signed);
      X509Certificate certificate = certificate(certificateOf(signed, signer));
      mustBeSigned(signer, certificate.getPublicKey());
      mustFit(
          signingTime(signer),
          certificate.getNotBefore().toInstant(),
          certificate.getNotAfter().toInstant());
      return certificate;
    } catch (CMSException | RuntimeException _) {
      throw new PkiFault("the signature cannot be verified");
    }
  }

  private static SignerInformation onlySigner(CMSSignedData signed) throws PkiFault {
    Collection<SignerInformation> signers = signed.getSignerInfos().getSigners();
    if (signers.size() != 1) {
      throw new PkiFault("the signature has " + signers.size() + " signers, not one");
    }
    return signers.iterator().next();
  }

  private static void mustBeSigned(SignerInformation signer, PublicKey key)
      throws PkiFault, CMSException {
    if (!signer.verify(KeyVerifiers.of(key))) {
      throw new PkiFault("the signature is not of these bytes");
    }
  }

  private static X509CertificateHolder certificateOf(CMSSignedData signed, SignerInformation signer)
      throws PkiFault {
    // The library's selector is older than generics.
    @SuppressWarnings("unchecked")
    Collection<X509CertificateHolder> found = signed.getCertificates().getMatches(signer.getSID());
    if (found.isEmpty()) {
      throw new PkiFault("the signature comes without its certificate");
    }
    return found.iterator().next();
  }

  static List<X509Certificate> certificates(CMSSignedData signed) throws PkiFault {
    List<X509Certificate> all = new ArrayList<>();
    for (X509CertificateHolder holder : signed.getCertificates().getMatches(null)) {
      all.add(certificate(holder));
    }
    return all;
  }

  private static X509Certificate certificate(X509CertificateHolder holder) throws PkiFault {
    try {
      return Certificates.parse(holder.getEncoded())
          .orElseThrow(() -> new PkiFault("the signature comes with a broken certificate"));
    } catch (IOException _) {
      throw new PkiFault("the signature comes with a broken certificate");
    }
  }

  private static Optional<Instant> signingTime(SignerInformation signer) {
    AttributeTable attributes = signer.getSignedAttributes();
    Attribute time = attributes == null ? null : attributes.get(CMSAttributes.signingTime);
    if (time == null || time.getAttrValues().size() != 1) {
      return Optional.empty();
    }
    ASN1Encodable value = time.getAttrValues().getObjectAt(0);
    // The library's own way makes a new formatter each time, which costs as much as the signature.
    return Optional.of(
        value instanceof ASN1UTCTime usual && UTC_TIME.matcher(usual.getAdjustedTime()).matches()
            ? utc(usual.getAdjustedTime())
            : Time.getInstance(value).getDate().toInstant());
  }

  private static Instant utc(String text) {
    return LocalDateTime.of(
            Integer.parseInt(text, 0, 4, 10),
            Integer.parseInt(text, 4, 6, 10),
            Integer.parseInt(text, 6, 8, 10),
            Integer.parseInt(text, 8, 10, 10),
            Integer.parseInt(text, 10, 12, 10),
            Integer.parseInt(text, 12, 14, 10))
        .toInstant(ZoneOffset.UTC);
  }

  private static void mustFit(Optional<Instant> signedAt, Instant from, Instant until)
      throws PkiFault {
    Instant earliest = from.minus(TrustedIssuers.SKEW);
    Instant latest = until.plus(TrustedIssuers.LATE);
    if (signedAt.isPresent()
        && (signedAt.get().isBefore(earliest) || signedAt.get().isAfter(latest))) {
      throw new PkiFault("the signature is of a time at which its certificate was not valid");
    }
  }

  /// A detached signature over `content`, made at `at`; brings its certificate.
  public static byte[] detached(
      PrivateKey key, X509Certificate certificate, byte[] content, Instant at) {
    return sign(key, certificate, content, new Form(attributes(at), false));
  }

  /// `content` with a signature of `authority` around it, as configuration profiles are signed.
  public static byte[] around(Authority authority, byte[] content, Instant at) {
    return sign(authority.key(), authority.certificate(), content, new Form(attributes(at), true));
  }

  /// What is inside a message that is signed, whoever signed it; nothing when `message` is none.
  public static Optional<byte[]> content(byte[] message) {
    // A sequence: anything else is not worth an exception.
    if (message.length == 0 || message[0] != 0x30) {
      return Optional.empty();
    }
    try {
      return new CMSSignedData(message).getSignedContent() instanceof CMSProcessableByteArray inside
          ? Optional.of((byte[]) inside.getContent())
          : Optional.empty();
    } catch (CMSException | RuntimeException _) {
      return Optional.empty();
    }
  }

  private record Form(AttributeTable attributes, boolean withContent) {}

  private static byte[] sign(
      PrivateKey key, X509Certificate certificate, byte[] content, Form form) {
    try {
      CMSSignedDataGenerator generator = generator(key, certificate, form.attributes());
      return generator
          .generate(new CMSProcessableByteArray(content), form.withContent())
          .getEncoded();
    } catch (CMSException e) {
      throw new IllegalStateException("this Java cannot sign", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static CMSSignedDataGenerator generator(
      PrivateKey key, X509Certificate certificate, AttributeTable attributes) {
    try {
      CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
      generator.addSignerInfoGenerator(
          new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
              .setSignedAttributeGenerator(new DefaultSignedAttributeTableGenerator(attributes))
              .build(Authority.signer(key), certificate));
      generator.addCertificates(new JcaCertStore(List.of(certificate)));
      return generator;
    } catch (CertificateEncodingException | CMSException | OperatorCreationException e) {
      throw new IllegalStateException("this Java cannot sign", e);
    }
  }

  static AttributeTable attributes(Instant at, Attribute... more) {
    ASN1EncodableVector attributes = new ASN1EncodableVector();
    attributes.add(
        new Attribute(
            CMSAttributes.signingTime, new org.bouncycastle.asn1.DERSet(new Time(Date.from(at)))));
    for (Attribute attribute : more) {
      attributes.add(attribute);
    }
    return new AttributeTable(attributes);
  }
}

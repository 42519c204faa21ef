package io.fleetwire.pki;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;

/// What somebody wants to have certified (PKCS #10, RFC 2986), its own signature being good.
/// `challenge` is the one-time password that it carries (RFC 2985, section 5.4.1).
public record CertificateRequest(X500Name subject, PublicKey key, Optional<String> challenge) {
  private static final int RSA_BITS_MIN = 2048;

  /// Far more would make each verification slow, for no gain.
  private static final int RSA_BITS_MAX = 8192;

  /// P-256 and P-384: what Apple's hardware makes, and what is as strong as RSA of 2,048 bits.
  private static final Set<Integer> ELLIPTIC_BITS = Set.of(256, 384);

  /// Names of devices are short; what is certified is sent with every signature.
  private static final int SUBJECT_BYTES_MAX = 1024;

  /// A wish of whoever is known already. `subject` is in the form of RFC 4514.
  public static CertificateRequest of(String subject, PublicKey key) {
    return new CertificateRequest(new X500Name(subject), key, Optional.empty());
  }

  /// What somebody wants: `subject` in the form of RFC 4514, to be certified with `key`.
  public record Wish(KeyPair key, String subject, Optional<String> challenge) {}

  /// A request for `wish`, as it is sent.
  public static byte[] write(Wish wish) {
    PKCS10CertificationRequestBuilder builder =
        new PKCS10CertificationRequestBuilder(
            new X500Name(wish.subject()),
            SubjectPublicKeyInfo.getInstance(wish.key().getPublic().getEncoded()));
    wish.challenge()
        .ifPresent(
            challenge ->
                builder.addAttribute(
                    PKCSObjectIdentifiers.pkcs_9_at_challengePassword,
                    new DERPrintableString(challenge)));
    try {
      return builder.build(Authority.signer(wish.key().getPrivate())).getEncoded();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What became of reading one.
  public sealed interface Read {

    record Good(CertificateRequest request) implements Read {}

    /// `reason` is for who asked.
    record Refused(String reason) implements Read {}
  }

  public static Read read(byte[] der) {
    try {
      return new Read.Good(parse(der));
    } catch (PkiFault e) {
      return new Read.Refused(e.reason());
    }
  }

  static CertificateRequest parse(byte[] der) throws PkiFault {
    try {
      JcaPKCS10CertificationRequest request =
          new JcaPKCS10CertificationRequest(new PKCS10CertificationRequest(der));
      PublicKey key = request.getPublicKey();
      if (!isStrong(key)) {
        throw new PkiFault(
            "the key to be certified is neither RSA of 2048 to 8192 bits nor P-256 or P-384");
      }
      if (!request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
        throw new PkiFault("the request is not signed by the key to be certified");
      }
      if (request.getSubject().getEncoded().length > SUBJECT_BYTES_MAX) {
        throw new PkiFault("the subject is longer than " + SUBJECT_BYTES_MAX + " bytes");
      }
      return new CertificateRequest(request.getSubject(), key, challenge(request));
    } catch (IOException
        | OperatorCreationException
        | PKCSException
        | GeneralSecurityException
        | RuntimeException _) {
      throw new PkiFault("what is to be certified is no request of PKCS #10");
    }
  }

  private static boolean isStrong(PublicKey key) {
    return switch (key) {
      case RSAPublicKey rsa ->
          rsa.getModulus().bitLength() >= RSA_BITS_MIN
              && rsa.getModulus().bitLength() <= RSA_BITS_MAX;
      case ECPublicKey elliptic ->
          ELLIPTIC_BITS.contains(elliptic.getParams().getCurve().getField().getFieldSize());
      default -> false;
    };
  }

  private static Optional<String> challenge(PKCS10CertificationRequest request) {
    Attribute[] found = request.getAttributes(PKCSObjectIdentifiers.pkcs_9_at_challengePassword);
    if (found.length != 1 || found[0].getAttrValues().size() != 1) {
      return Optional.empty();
    }
    ASN1Encodable value = found[0].getAttrValues().getObjectAt(0);
    return value instanceof ASN1String text ? Optional.of(text.getString()) : Optional.empty();
  }
}

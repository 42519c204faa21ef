package io.fleetwire.pki;

import io.fleetwire.pki.ScepHead.Kind;
import io.fleetwire.pki.ScepHead.Nonce;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;

/// A client's end of SCEP: writes requests and reads answers; who carries them is not its business.
/// Immutable; safe for many threads.
public final class ScepClient {
  private static final int NONCE_BYTES = 16;

  private final Authorities authorities;
  private final SecureRandom random;

  /// `authority` is what `GetCACert` answers.
  public ScepClient(X509Certificate authority, SecureRandom random) {
    this(new Authorities(authority, List.of(authority)), random);
  }

  public ScepClient(Authorities authorities, SecureRandom random) {
    this.authorities = authorities;
    this.random = random;
  }

  /// Who answers: `recipient` is for whom requests are enciphered, and `all` may sign answers.
  public record Authorities(X509Certificate recipient, List<X509Certificate> all) {
    public Authorities {
      all = List.copyOf(all);
    }
  }

  /// What `GetCACert` has answered: one certificate, or several in a message of CMS (RFC 8894,
  /// section 4.2.1), of which one that issues nothing is a registration authority's.
  public static Optional<Authorities> authorities(byte[] answer) {
    Optional<X509Certificate> one = Certificates.parse(answer);
    if (one.isPresent()) {
      return Optional.of(new Authorities(one.get(), List.of(one.get())));
    }
    try {
      List<X509Certificate> all = CmsSignature.certificates(new CMSSignedData(answer));
      return all.stream()
          .filter(certificate -> certificate.getBasicConstraints() < 0)
          .findFirst()
          .or(() -> all.stream().findFirst())
          .map(recipient -> new Authorities(recipient, all));
    } catch (PkiFault | CMSException | RuntimeException _) {
      return Optional.empty();
    }
  }

  /// Who asks: a key, and a certificate for it, made by itself or issued before.
  public record Identity(PrivateKey key, X509Certificate certificate) {}

  /// What became of it.
  public sealed interface Answer {

    record Granted(X509Certificate certificate) implements Answer {}

    record Refused(String failInfo) implements Answer {}

    record Unreadable(String reason) implements Answer {}
  }

  /// A certificate that a device makes for itself, to sign its first request.
  public Identity selfSigned(KeyPair pair, String subject, Instant now) {
    X500Name name = new X500Name(subject);
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(
            name,
            new BigInteger(64, random).setBit(64),
            Date.from(now),
            Date.from(now.plus(Duration.ofDays(1))),
            name,
            SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
    try {
      byte[] der = builder.build(Authority.signer(pair.getPrivate())).getEncoded();
      return new Identity(pair.getPrivate(), Certificates.parse(der).orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A message for `PKIOperation`: the first request or a renewal, by who signs it.
  public byte[] request(Kind kind, Identity sender, CertificateRequest.Wish wish, Instant now) {
    byte[] envelope = ScepEnvelope.close(CertificateRequest.write(wish), authorities.recipient());
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    AttributeTable attributes =
        CmsSignature.attributes(
            now,
            ScepAttributes.text(ScepAttributes.MESSAGE_TYPE, kind.number()),
            ScepAttributes.text(
                ScepAttributes.TRANSACTION_ID, Certificates.fingerprint(sender.certificate())),
            ScepAttributes.nonce(ScepAttributes.SENDER_NONCE, new Nonce(nonce)));
    try {
      return CmsSignature.generator(sender.key(), sender.certificate(), attributes)
          .generate(new CMSProcessableByteArray(envelope), true)
          .getEncoded();
    } catch (CMSException e) {
      throw new IllegalStateException("this Java cannot sign", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What `message`, the answer to a request of `sender`, says.
  public Answer read(byte[] message, Identity sender) {
    try {
      CMSSignedData signed = new CMSSignedData(message);
      if (!authorities.all().contains(CmsSignature.signer(signed))) {
        return new Answer.Unreadable("the answer is signed by somebody else");
      }
      AttributeTable attributes =
          signed.getSignerInfos().getSigners().iterator().next().getSignedAttributes();
      String status = ScepAttributes.text(attributes, ScepAttributes.PKI_STATUS);
      if (!status.equals("0")) {
        return new Answer.Refused(ScepAttributes.text(attributes, ScepAttributes.FAIL_INFO));
      }
      byte[] envelope = (byte[]) signed.getSignedContent().getContent();
      byte[] content = ScepEnvelope.open(envelope, sender.key());
      return new Answer.Granted(CmsSignature.certificates(new CMSSignedData(content)).getFirst());
    } catch (PkiFault | ScepEnvelope.WrongCipher | CMSException | RuntimeException e) {
      return new Answer.Unreadable(String.valueOf(e.getMessage()));
    }
  }
}

package io.fleetwire.pki;

import io.fleetwire.pki.ScepHead.Failure;
import io.fleetwire.pki.ScepHead.Kind;
import io.fleetwire.pki.ScepHead.Nonce;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.InstantSource;
import java.util.List;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSAbsentContent;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.CMSTypedData;

/// The server's end of SCEP (RFC 8894): reads what clients send and writes what they get. Whether a
/// request is granted is decided by whoever calls it. Immutable; safe for many threads.
public final class ScepServer {
  /// A request has some four kilobytes.
  public static final int MESSAGE_BYTES_MAX = 64 * 1024;

  /// What clients may use with us; AES is named, so nobody need fall back to DES.
  public static final String CAPABILITIES =
      """
      AES
      POSTPKIOperation
      Renewal
      SCEPStandard
      SHA-256
      """;

  private static final int NONCE_BYTES = 16;

  private final Authority authority;
  private final InstantSource clock;
  private final SecureRandom random;

  public ScepServer(Authority authority, InstantSource clock, SecureRandom random) {
    this.authority = authority;
    this.clock = clock;
    this.random = random;
  }

  /// What somebody sent.
  public sealed interface Received {

    /// A request that can be granted.
    record Asked(ScepHead head, CertificateRequest request) implements Received {}

    /// A message that can be answered with a failure alone.
    record Failed(ScepHead head, Failure failure, String reason) implements Received {}

    /// Not even that.
    record Unreadable(String reason) implements Received {}
  }

  public Received read(byte[] message) {
    if (message.length > MESSAGE_BYTES_MAX) {
      return new Received.Unreadable("longer than " + MESSAGE_BYTES_MAX + " bytes");
    }
    try {
      CMSSignedData signed = new CMSSignedData(message);
      X509Certificate signer = CmsSignature.signer(signed);
      return read(signed, head(signed, signer));
    } catch (PkiFault e) {
      return new Received.Unreadable(e.reason());
    } catch (CMSException | RuntimeException _) {
      return new Received.Unreadable("no message of CMS");
    }
  }

  private static ScepHead head(CMSSignedData signed, X509Certificate signer) throws PkiFault {
    AttributeTable attributes =
        signed.getSignerInfos().getSigners().iterator().next().getSignedAttributes();
    if (attributes == null || !(signer.getPublicKey() instanceof RSAPublicKey)) {
      throw new PkiFault("no SCEP attributes, or no RSA key to answer to");
    }
    return new ScepHead(
        Kind.of(ScepAttributes.text(attributes, ScepAttributes.MESSAGE_TYPE)),
        ScepAttributes.text(attributes, ScepAttributes.TRANSACTION_ID),
        ScepAttributes.nonce(attributes, ScepAttributes.SENDER_NONCE),
        signer);
  }

  private Received read(CMSSignedData signed, ScepHead head) {
    if (head.kind() == Kind.OTHER) {
      return new Received.Failed(head, Failure.BAD_REQUEST, "a kind of message that is not served");
    }
    if (!(signed.getSignedContent() instanceof CMSProcessableByteArray content)) {
      return new Received.Failed(head, Failure.BAD_MESSAGE_CHECK, "a message without content");
    }
    try {
      byte[] envelope = (byte[]) content.getContent();
      byte[] request = ScepEnvelope.open(envelope, authority.key());
      return new Received.Asked(head, CertificateRequest.parse(request));
    } catch (ScepEnvelope.WrongCipher _) {
      return new Received.Failed(head, Failure.BAD_ALG, "a content that AES does not protect");
    } catch (PkiFault e) {
      return new Received.Failed(head, Failure.BAD_MESSAGE_CHECK, e.reason());
    }
  }

  /// The answer that brings `issued`.
  public byte[] granted(ScepHead head, X509Certificate issued) {
    byte[] envelope = ScepEnvelope.close(certificatesOnly(List.of(issued)), head.signer());
    return reply(
        head,
        new CMSProcessableByteArray(envelope),
        ScepAttributes.text(ScepAttributes.PKI_STATUS, "0"));
  }

  /// The answer that brings nothing.
  public byte[] refused(ScepHead head, Failure failure) {
    return reply(
        head,
        new CMSAbsentContent(),
        ScepAttributes.text(ScepAttributes.PKI_STATUS, "2"),
        ScepAttributes.text(ScepAttributes.FAIL_INFO, Integer.toString(failure.number())));
  }

  private byte[] reply(ScepHead head, CMSTypedData content, Attribute... status) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    Attribute[] all = new Attribute[status.length + 4];
    System.arraycopy(status, 0, all, 0, status.length);
    int next = status.length;
    all[next] = ScepAttributes.text(ScepAttributes.MESSAGE_TYPE, "3");
    all[next + 1] = ScepAttributes.text(ScepAttributes.TRANSACTION_ID, head.transactionId());
    all[next + 2] = ScepAttributes.nonce(ScepAttributes.SENDER_NONCE, new Nonce(nonce));
    all[next + 3] = ScepAttributes.nonce(ScepAttributes.RECIPIENT_NONCE, head.senderNonce());
    AttributeTable attributes = CmsSignature.attributes(clock.instant(), all);
    try {
      return CmsSignature.generator(authority.key(), authority.certificate(), attributes)
          .generate(content, true)
          .getEncoded();
    } catch (CMSException e) {
      throw new IllegalStateException("this Java cannot sign", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Certificates in the form in which CMS carries nothing else (RFC 5652, section 5.1).
  private static byte[] certificatesOnly(List<X509Certificate> certificates) {
    try {
      CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
      generator.addCertificates(new JcaCertStore(certificates));
      return generator.generate(new CMSAbsentContent()).getEncoded();
    } catch (CMSException | CertificateEncodingException e) {
      throw new IllegalStateException("this Java cannot write CMS", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.fleetwire.pki;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSEnvelopedData;
import org.bouncycastle.cms.CMSEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.KeyTransRecipientInformation;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyTransEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;

/// What SCEP enciphers for the one who receives it. AES alone: whoever sees our capabilities can
/// choose it, and everything else that SCEP knows is DES.
final class ScepEnvelope {
  private static final Set<ASN1ObjectIdentifier> ACCEPTED =
      Set.of(CMSAlgorithm.AES128_CBC, CMSAlgorithm.AES192_CBC, CMSAlgorithm.AES256_CBC);

  private ScepEnvelope() {}

  /// Thrown when the content is enciphered by something else than AES.
  static final class WrongCipher extends Exception {
    private static final long serialVersionUID = 1L;

    private WrongCipher() {
      super("not AES", null, false, false);
    }
  }

  static byte[] close(byte[] content, X509Certificate recipient) {
    try {
      CMSEnvelopedDataGenerator generator = new CMSEnvelopedDataGenerator();
      generator.addRecipientInfoGenerator(new JceKeyTransRecipientInfoGenerator(recipient));
      return generator
          .generate(
              new CMSProcessableByteArray(content),
              new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES128_CBC).build())
          .getEncoded();
    } catch (CMSException | CertificateEncodingException e) {
      throw new IllegalStateException("this Java cannot encipher", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] open(byte[] envelope, PrivateKey key) throws PkiFault, WrongCipher {
    try {
      CMSEnvelopedData enveloped = new CMSEnvelopedData(envelope);
      if (!ACCEPTED.contains(enveloped.getContentEncryptionAlgorithm().getAlgorithm())) {
        throw new WrongCipher();
      }
      Collection<RecipientInformation> recipients = enveloped.getRecipientInfos().getRecipients();
      if (recipients.size() == 1
          && recipients.iterator().next() instanceof KeyTransRecipientInformation ours) {
        return ours.getContent(new JceKeyTransEnvelopedRecipient(key));
      }
      throw new PkiFault("the content is not enciphered for one recipient");
    } catch (CMSException | RuntimeException _) {
      // One sentence for all causes: telling them apart would help to guess the key.
      throw new PkiFault("the content cannot be deciphered");
    }
  }
}

package io.fleetwire.pki;

import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.DefaultCMSSignatureAlgorithmNameGenerator;
import org.bouncycastle.cms.SignerInformationVerifier;
import org.bouncycastle.operator.ContentVerifier;
import org.bouncycastle.operator.ContentVerifierProvider;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.jspecify.annotations.Nullable;

/// Verifies signatures of CMS by a public key, with whatever is the same for all keys made once.
/// Thread-safe.
///
/// Bouncy Castle's own builder verifies each signature twice, the second time for its effect on
/// smart cards, and fills tables of names each time: more than half of what a device's message
/// cost. What devices sign with goes by the JDK alone; all else goes Bouncy Castle's way.
final class KeyVerifiers {
  private static final Map<ASN1ObjectIdentifier, String> NAMES =
      Map.of(
          PKCSObjectIdentifiers.sha256WithRSAEncryption, "SHA256withRSA",
          PKCSObjectIdentifiers.sha384WithRSAEncryption, "SHA384withRSA",
          PKCSObjectIdentifiers.sha512WithRSAEncryption, "SHA512withRSA",
          X9ObjectIdentifiers.ecdsa_with_SHA256, "SHA256withECDSA",
          X9ObjectIdentifiers.ecdsa_with_SHA384, "SHA384withECDSA",
          X9ObjectIdentifiers.ecdsa_with_SHA512, "SHA512withECDSA");

  private static final DefaultCMSSignatureAlgorithmNameGenerator SCHEMES =
      new DefaultCMSSignatureAlgorithmNameGenerator();
  private static final DefaultSignatureAlgorithmIdentifierFinder ALGORITHMS =
      new DefaultSignatureAlgorithmIdentifierFinder();
  private static final DigestCalculatorProvider DIGESTS = digests();

  private KeyVerifiers() {}

  /// By the key alone: with the certificate Bouncy Castle would insist on its own idea of time.
  static SignerInformationVerifier of(PublicKey key) {
    return new SignerInformationVerifier(SCHEMES, ALGORITHMS, new ByKey(key), DIGESTS);
  }

  private static DigestCalculatorProvider digests() {
    try {
      return new JcaDigestCalculatorProviderBuilder().build();
    } catch (OperatorCreationException e) {
      throw new IllegalStateException("this Java cannot hash", e);
    }
  }

  private record ByKey(PublicKey key) implements ContentVerifierProvider {
    @Override
    public boolean hasAssociatedCertificate() {
      return false;
    }

    @Override
    public @Nullable X509CertificateHolder getAssociatedCertificate() {
      return null;
    }

    @Override
    public ContentVerifier get(AlgorithmIdentifier algorithm) throws OperatorCreationException {
      String name = NAMES.get(algorithm.getAlgorithm());
      if (name == null) {
        return new JcaContentVerifierProviderBuilder().build(key).get(algorithm);
      }
      try {
        Signature signature = Signature.getInstance(name);
        signature.initVerify(key);
        return new ByJdk(algorithm, signature);
      } catch (GeneralSecurityException e) {
        throw new OperatorCreationException("the key does not fit " + name, e);
      }
    }
  }

  private record ByJdk(AlgorithmIdentifier algorithm, Signature signature)
      implements ContentVerifier {
    @Override
    public AlgorithmIdentifier getAlgorithmIdentifier() {
      return algorithm;
    }

    @Override
    public OutputStream getOutputStream() {
      return new Into(signature);
    }

    @Override
    public boolean verify(byte[] expected) {
      try {
        return signature.verify(expected);
      } catch (SignatureException _) {
        return false;
      }
    }
  }

  /// Everything that is written is what was signed.
  private static final class Into extends OutputStream {
    private final Signature signature;

    Into(Signature signature) {
      this.signature = signature;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      try {
        signature.update(bytes, from, length);
      } catch (SignatureException e) {
        throw new IllegalStateException("it was made ready to verify", e);
      }
    }
  }
}

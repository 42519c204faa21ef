package io.fleetwire.callback;

import io.fleetwire.engine.Secret;
import io.fleetwire.engine.TlsIdentity;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a certificate for TLS and its key as people have them: two texts in PEM form (RFC 7468).
/// Pure.
public final class PemIdentity {
  /// A chain of four long certificates has about 10 KiB.
  private static final int CHARS_MAX = 64 * 1024;

  /// Deeper chains are refused by most servers.
  private static final int CHAIN_MAX = 10;

  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]*)-----END PRIVATE KEY-----");

  private PemIdentity() {}

  /// What became of the texts.
  public sealed interface Parsed {}

  public record Fit(TlsIdentity identity) implements Parsed {}

  /// `part` says which text; `reason` completes a sentence that begins with it.
  public record Unfit(String part, String reason) implements Parsed {}

  /// The identity in texts that were parsed before they were saved.
  static TlsIdentity read(String chainPem, Secret keyPem) {
    return switch (unproven(chainPem, keyPem)) {
      case Fit(TlsIdentity identity) -> identity;
      case Unfit unfit -> throw new AssertionError("a saved identity is whole: " + unfit);
    };
  }

  /// The same, and whether key and certificate belong together.
  public static Parsed parse(String chainPem, Secret keyPem) {
    Parsed parsed = unproven(chainPem, keyPem);
    boolean foreign = parsed instanceof Fit(TlsIdentity identity) && !belongsTogether(identity);
    return foreign
        ? new Unfit("key", "is not the key of the first certificate of the chain")
        : parsed;
  }

  private static Parsed unproven(String chainPem, Secret keyPem) {
    if (chainPem.length() > CHARS_MAX || keyPem.reveal().length() > CHARS_MAX) {
      return new Unfit("chain", "and key have at most " + CHARS_MAX + " characters each");
    }
    List<X509Certificate> chain = chain(chainPem);
    if (chain.isEmpty() || chain.size() > CHAIN_MAX) {
      return new Unfit(
          "chain",
          "is 1 to " + CHAIN_MAX + " certificates in PEM form (-----BEGIN CERTIFICATE-----)");
    }
    X509Certificate own = chain.getFirst();
    Optional<PrivateKey> key = key(keyPem.reveal(), own.getPublicKey().getAlgorithm());
    return key.isPresent()
        ? new Fit(new TlsIdentity(own.getSubjectX500Principal().getName(), key.get(), chain))
        : new Unfit(
            "key",
            "is an unencrypted PKCS #8 key of the first certificate's kind in PEM form; convert"
                + " others with: openssl pkcs8 -topk8 -nocrypt");
  }

  private static List<X509Certificate> chain(String pem) {
    try {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
      List<X509Certificate> chain = new ArrayList<>();
      found.forEach(each -> chain.add((X509Certificate) each));
      return chain;
    } catch (CertificateException _) {
      return List.of();
    }
  }

  private static Optional<PrivateKey> key(String pem, String algorithm) {
    Matcher matcher = KEY.matcher(pem);
    if (!matcher.find()) {
      return Optional.empty();
    }
    try {
      byte[] pkcs8 = Base64.getMimeDecoder().decode(matcher.group(1));
      return Optional.of(
          KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
    } catch (IllegalArgumentException | GeneralSecurityException _) {
      return Optional.empty();
    }
  }

  /// Signs with the one and verifies with the other.
  private static boolean belongsTogether(TlsIdentity identity) {
    PrivateKey key = identity.key();
    PublicKey publicKey = identity.chain().getFirst().getPublicKey();
    byte[] probe = {1, 2, 3};
    try {
      Signature signature = Signature.getInstance(algorithm(key));
      signature.initSign(key);
      signature.update(probe);
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(probe);
      return signature.verify(signed);
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  private static String algorithm(PrivateKey key) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> key.getAlgorithm();
    };
  }
}

package io.fleetwire.receiver;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Verifies Knox callbacks. Immutable and thread-safe; so is the memory that it may be given.
public final class KnoxVerifier {
  /// A sender keeps it below 8 KiB, and so do most servers.
  private static final int SIGNATURE_CHARS_MAX = 16 * 1024;

  private static final Set<SigningInput> RAW =
      EnumSet.of(SigningInput.RFC_7515, SigningInput.PADDED);

  private final X509Certificate certificate;
  private final Set<String> names;
  private final Set<SigningInput> ways;
  private final List<NonceMemory> memory;

  private KnoxVerifier(
      X509Certificate certificate,
      Set<String> names,
      Set<SigningInput> ways,
      List<NonceMemory> memory) {
    this.certificate = certificate;
    this.names = names;
    this.ways = ways;
    this.memory = memory;
  }

  /// A verifier for the certificate that `GET /downloadCertificate` serves. Throws {@link
  /// IllegalArgumentException} when `certificatePem` holds no RSA certificate.
  public static KnoxVerifier of(String certificatePem) {
    try {
      byte[] pem = certificatePem.getBytes(StandardCharsets.UTF_8);
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(pem));
      if (!(certificate.getPublicKey() instanceof RSAPublicKey)) {
        throw new IllegalArgumentException("the certificate has no RSA key");
      }
      byte[] thumbprint = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      Set<String> names =
          Set.of(
              HexFormat.of().formatHex(thumbprint),
              Base64.getUrlEncoder().withoutPadding().encodeToString(thumbprint));
      return new KnoxVerifier(certificate, names, RAW, List.of());
    } catch (CertificateException e) {
      throw new IllegalArgumentException("not a certificate in PEM form", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// The same, but accepting these ways alone, for example what the vendor's sample does.
  public KnoxVerifier only(SigningInput first, SigningInput... others) {
    return new KnoxVerifier(certificate, names, EnumSet.of(first, others), memory);
  }

  /// The same, but also refusing what `memory` has seen before.
  public KnoxVerifier remembering(NonceMemory memory) {
    return new KnoxVerifier(certificate, names, ways, List.of(memory));
  }

  /// When the certificate ends. Download it again before.
  public Instant expiresAt() {
    return certificate.getNotAfter().toInstant();
  }

  /// Verifies `signatureHeader`, the value of `X-WSM-SIGNATURE`, over `body`, the exact bytes.
  public KnoxVerdict verify(String signatureHeader, byte[] body) {
    if (signatureHeader.length() > SIGNATURE_CHARS_MAX) {
      return new KnoxVerdict.Malformed("longer than " + SIGNATURE_CHARS_MAX + " characters");
    }
    // the middle part is the body's place; it is empty, and would not be trusted if it were not
    String[] parts = signatureHeader.split("\\.", -1);
    if (parts.length != 3) {
      return new KnoxVerdict.Malformed("not three parts with dots between");
    }
    try {
      KnoxSignatureHeader header = header(base64("the header", parts[0]));
      byte[] signature = base64("the signature", parts[2]);
      Optional<SigningInput> way = firstThatFits(parts[0], body, signature);
      return way.map(it -> fresh(header, it)).orElseGet(() -> unproven(header));
    } catch (JsonException e) {
      return new KnoxVerdict.Malformed(String.valueOf(e.getMessage()));
    }
  }

  private static byte[] base64(String what, String part) throws JsonException {
    try {
      return Base64.getUrlDecoder().decode(part);
    } catch (IllegalArgumentException _) {
      throw new JsonException(what + " is not base64url");
    }
  }

  private static KnoxSignatureHeader header(byte[] json) throws JsonException {
    Map<String, String> members = new HashMap<>();
    JsonReader.object(json)
        .map()
        .forEach(
            (name, value) ->
                members.put(
                    name,
                    value instanceof JsonValue.Text(String text) ? text : JsonWriter.write(value)));
    // RFC 8725 section 3.1: the receiver chooses the algorithm, never the message
    if (!members.getOrDefault("alg", "none").equals("RS256")) {
      throw new JsonException("the header's alg is not RS256");
    }
    // RFC 7515 section 4.1.11: what is critical and not understood must be refused
    if (members.containsKey("crit")) {
      throw new JsonException("the header has critical extensions");
    }
    return new KnoxSignatureHeader(members);
  }

  /// Tries the accepted ways. A body that one of them cannot read may still fit another; it is
  /// malformed when the only way cannot.
  private Optional<SigningInput> firstThatFits(String header, byte[] body, byte[] signature)
      throws JsonException {
    for (SigningInput way : ways) {
      byte[] encoded;
      try {
        encoded = way.encode(body);
      } catch (JsonException e) {
        if (ways.size() == 1) {
          throw new JsonException("the body is " + e.getMessage());
        }
        continue;
      }
      if (fits(header, encoded, signature)) {
        return Optional.of(way);
      }
    }
    return Optional.empty();
  }

  private boolean fits(String header, byte[] encodedBody, byte[] signature) {
    PublicKey key = certificate.getPublicKey();
    try {
      Signature rs256 = Signature.getInstance("SHA256withRSA");
      rs256.initVerify(key);
      rs256.update(header.getBytes(StandardCharsets.US_ASCII));
      rs256.update((byte) '.');
      rs256.update(encodedBody);
      return rs256.verify(signature);
    } catch (SignatureException _) {
      // a signature of another length than the key's
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has RSA", e);
    }
  }

  private KnoxVerdict fresh(KnoxSignatureHeader header, SigningInput way) {
    for (NonceMemory each : memory) {
      Optional<String> nonce = header.nonce();
      Optional<Instant> signedAt = header.issuedAt();
      if (nonce.isEmpty() || signedAt.isEmpty()) {
        return new KnoxVerdict.Replay(header, "it has no nonce and iat to tell it from a replay");
      }
      Optional<String> refusal = each.refuses(nonce.get(), signedAt.get());
      if (refusal.isPresent()) {
        return new KnoxVerdict.Replay(header, refusal.get());
      }
    }
    return new KnoxVerdict.Valid(header, way);
  }

  /// A renewed certificate may carry the same key under another name: so a foreign name is a reason
  /// only when the signature does not fit.
  private KnoxVerdict unproven(KnoxSignatureHeader header) {
    return header
        .kid()
        .or(header::certificateThumbprint)
        .filter(name -> !names.contains(name))
        .<KnoxVerdict>map(KnoxVerdict.WrongKey::new)
        .orElseGet(KnoxVerdict.BadSignature::new);
  }
}

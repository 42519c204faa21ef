package io.fleetwire.pki;

import io.fleetwire.pki.Cbor.Value;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1OctetString;

/// What a maker vouches for: that `key` was made by the hardware of one of its devices and cannot
/// leave it, and what the device is called. A device that its user has enrolled does not say the
/// latter. Immutable.
public record Attestation(PublicKey key, Optional<String> serialNumber, Optional<String> udid) {
  /// Apple's objects in an attestation's first certificate, in its pages on attestations of managed
  /// devices.
  static final String SERIAL_NUMBER = "1.2.840.113635.100.8.9.1";

  static final String UDID = "1.2.840.113635.100.8.9.2";
  static final String FRESHNESS = "1.2.840.113635.100.8.11.1";

  /// The device's, an issuer's below another one, a root.
  private static final int CERTIFICATES_MAX = 4;

  /// Serial numbers have a dozen letters, UDIDs forty at most.
  private static final Pattern NAME = Pattern.compile("[\\x21-\\x7e]{1,64}");

  /// What an attestation object (WebAuthn, section 6.5) is worth.
  public sealed interface Verdict {

    record Attested(Attestation attestation) implements Verdict {}

    /// The device says that it has none.
    record Absent() implements Verdict {}

    /// `reason` is for the client.
    record Refused(String reason) implements Verdict {}
  }

  /// For whom an attestation must be: it is fresh when it names the hash of one of these texts,
  /// which nobody could know before they were given out.
  public record Wanted(TrustedIssuers roots, List<String> texts) {
    public Wanted {
      texts = List.copyOf(texts);
    }
  }

  public static Verdict read(byte[] object, Wanted wanted, Instant now) {
    try {
      if (!(Cbor.read(object) instanceof Value.Fields(var fields))
          || !(fields.get("fmt") instanceof Value.Text(String format))
          || !(fields.get("attStmt") instanceof Value.Fields(var statement))) {
        return new Verdict.Refused("no attestation object: it has fmt and attStmt");
      }
      return switch (format) {
        case "none" -> new Verdict.Absent();
        case "apple" ->
            statement.containsKey("x5c")
                ? new Verdict.Attested(attested(chain(statement.get("x5c")), wanted, now))
                : new Verdict.Absent();
        default -> new Verdict.Refused("the format must be apple");
      };
    } catch (PkiFault e) {
      return new Verdict.Refused(e.reason());
    }
  }

  private static List<X509Certificate> chain(Value value) throws PkiFault {
    if (!(value instanceof Value.Items(var items))
        || items.isEmpty()
        || items.size() > CERTIFICATES_MAX) {
      throw new PkiFault("x5c must be one to " + CERTIFICATES_MAX + " certificates");
    }
    List<X509Certificate> chain = new ArrayList<>();
    for (Value item : items) {
      if (!(item instanceof Value.Bytes der)) {
        throw new PkiFault("x5c holds something that is no certificate");
      }
      chain.add(
          Certificates.parse(der.value())
              .orElseThrow(() -> new PkiFault("x5c holds something that is no certificate")));
    }
    return chain;
  }

  private static Attestation attested(List<X509Certificate> chain, Wanted wanted, Instant now)
      throws PkiFault {
    X509Certificate own = chain.getFirst();
    Optional<String> refused = wanted.roots().refuses(own, chain.subList(1, chain.size()), now);
    if (refused.isPresent()) {
      throw new PkiFault(
          "the attestation does not lead to a root that is trusted: " + refused.get());
    }
    byte[] freshness =
        extension(own, FRESHNESS)
            .orElseThrow(() -> new PkiFault("the attestation does not say for what it is"));
    if (wanted.texts().stream().noneMatch(text -> MessageDigest.isEqual(hash(text), freshness))) {
      throw new PkiFault("the attestation is for another challenge");
    }
    return new Attestation(own.getPublicKey(), name(own, SERIAL_NUMBER), name(own, UDID));
  }

  private static Optional<String> name(X509Certificate certificate, String object) {
    return extension(certificate, object)
        .map(bytes -> new String(bytes, StandardCharsets.US_ASCII))
        .filter(text -> NAME.matcher(text).matches());
  }

  /// What an extension holds: Apple writes the bare bytes of its values.
  private static Optional<byte[]> extension(X509Certificate certificate, String object) {
    return Optional.ofNullable(certificate.getExtensionValue(object))
        .map(der -> ASN1OctetString.getInstance(der).getOctets());
  }

  static byte[] hash(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

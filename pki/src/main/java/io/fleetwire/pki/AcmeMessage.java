package io.fleetwire.pki;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// What a client of ACME sends: a JSON Web Signature in its flattened form (RFC 8555, section 6.2).
/// It was read and not yet believed: {@link #isSignedBy} says whether to. Immutable; the payload is
/// shared and read only.
public final class AcmeMessage {
  /// An attestation of four certificates has eight kilobytes, and grows by two thirds on its way.
  public static final int BYTES_MAX = 64 * 1024;

  /// What clients may sign with: of Apple's devices, and what RFC 8555 asks of every server.
  public static final List<String> ALGORITHMS = List.of("ES256", "ES384", "RS256");

  private static final Set<JWSAlgorithm> TAKEN =
      Set.of(JWSAlgorithm.ES256, JWSAlgorithm.ES384, JWSAlgorithm.RS256);

  /// Without padding and other letters (RFC 8555, section 6.1).
  private static final Pattern BASE64URL = Pattern.compile("[A-Za-z0-9_-]*");

  private final JWSObject signed;
  private final Signer signer;

  private AcmeMessage(JWSObject signed, Signer signer) {
    this.signed = signed;
    this.signer = signer;
  }

  /// Who says that he signed it.
  public sealed interface Signer {

    /// Somebody who has no account yet, or does not say so.
    record ByKey(AcmeKey key) implements Signer {}

    /// The account at that address.
    record ByAccount(String url) implements Signer {}
  }

  /// What became of reading one. Reasons are for the client.
  public sealed interface Read {

    record Good(AcmeMessage message) implements Read {}

    record Malformed(String reason) implements Read {}

    /// Signed in a way that is not taken; {@link #ALGORITHMS} are.
    record OtherAlgorithm() implements Read {}

    /// By a key that is not taken.
    record OtherKey(String reason) implements Read {}
  }

  /// Thrown inside, with the reason.
  private static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String reason) {
      super(reason, null, false, false);
    }
  }

  public static Read read(byte[] body) {
    if (body.length > BYTES_MAX) {
      return new Read.Malformed("longer than " + BYTES_MAX + " bytes");
    }
    try {
      JWSObject signed = signed(body);
      JWSHeader header = signed.getHeader();
      if (!TAKEN.contains(header.getAlgorithm())) {
        return new Read.OtherAlgorithm();
      }
      return new Read.Good(new AcmeMessage(signed, signer(header)));
    } catch (PkiFault e) {
      return new Read.OtherKey(e.reason());
    } catch (Malformed e) {
      return new Read.Malformed(String.valueOf(e.getMessage()));
    } catch (ParseException | RuntimeException _) {
      return new Read.Malformed("no JSON Web Signature in the flattened form");
    }
  }

  private static JWSObject signed(byte[] body) throws Malformed, ParseException {
    Map<String, Object> members =
        JSONObjectUtils.parse(new String(body, StandardCharsets.UTF_8), BYTES_MAX);
    if (members.containsKey("header") || members.containsKey("signatures")) {
      throw new Malformed("one signature, and no header that is not protected");
    }
    return new JWSObject(
        part(members, "protected"), part(members, "payload"), part(members, "signature"));
  }

  private static Base64URL part(Map<String, Object> members, String name) throws Malformed {
    if (members.get(name) instanceof String text && BASE64URL.matcher(text).matches()) {
      return new Base64URL(text);
    }
    throw new Malformed(name + " must be there, in base64url without padding");
  }

  private static Signer signer(JWSHeader header) throws Malformed, PkiFault {
    if (header.getCriticalParams() != null && !header.getCriticalParams().isEmpty()) {
      throw new Malformed("nothing that is critical is understood");
    }
    if (!(header.getCustomParam("nonce") instanceof String)
        || !(header.getCustomParam("url") instanceof String)) {
      throw new Malformed("the protected header must have nonce and url");
    }
    if ((header.getJWK() == null) == (header.getKeyID() == null)) {
      throw new Malformed("the protected header must have either jwk or kid");
    }
    return header.getJWK() == null
        ? new Signer.ByAccount(header.getKeyID())
        : new Signer.ByKey(AcmeKey.of(header.getJWK()));
  }

  public Signer signer() {
    return signer;
  }

  /// Whether the holder of `key` signed it.
  public boolean isSignedBy(AcmeKey key) {
    return key.verifies(signed);
  }

  public String nonce() {
    return header("nonce");
  }

  /// Where it was meant for.
  public String url() {
    return header("url");
  }

  private String header(String name) {
    return String.valueOf(signed.getHeader().getCustomParam(name));
  }

  /// What it says: JSON, or nothing for who only asks.
  public byte[] payload() {
    return signed.getPayload().toBytes();
  }
}

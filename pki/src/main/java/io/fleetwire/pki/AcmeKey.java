package io.fleetwire.pki;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.Optional;
import java.util.Set;

/// The public key of an account of ACME (RFC 8555, section 7.3). Immutable.
public final class AcmeKey {
  private static final int RSA_BITS_MIN = 2048;

  /// Longer ones make each verification slow, for no gain.
  private static final int RSA_BITS_MAX = 4096;

  /// The name of an RSA key of 4,096 bits has a thousand letters.
  private static final int NAME_LENGTH_MAX = 1_200;

  private static final Set<Curve> CURVES = Set.of(Curve.P_256, Curve.P_384);

  private final JWK jwk;

  private AcmeKey(JWK jwk) {
    this.jwk = jwk;
  }

  /// The key that {@link #name} names.
  public static Optional<AcmeKey> named(String name) {
    if (name.length() > NAME_LENGTH_MAX) {
      return Optional.empty();
    }
    try {
      return Optional.of(of(JWK.parse(new Base64URL(name).decodeToString())))
          .filter(key -> key.name().equals(name));
    } catch (ParseException | PkiFault | RuntimeException _) {
      return Optional.empty();
    }
  }

  static AcmeKey of(JWK jwk) throws PkiFault {
    boolean fits =
        switch (jwk) {
          case ECKey elliptic -> CURVES.contains(elliptic.getCurve());
          case RSAKey rsa -> rsa.size() >= RSA_BITS_MIN && rsa.size() <= RSA_BITS_MAX;
          default -> false;
        };
    if (!fits) {
      throw new PkiFault(
          "an account's key is elliptic, P-256 or P-384, or RSA of 2048 to 4096 bits");
    }
    return new AcmeKey(jwk.toPublicJWK());
  }

  /// The key itself as one word of an address, by which it can be had again: what RFC 7638 hashes,
  /// in base64url.
  public String name() {
    return Base64URL.encode(JSONObjectUtils.toJSONString(jwk.getRequiredParams())).toString();
  }

  /// Its hash by RFC 7638.
  public String thumbprint() {
    try {
      return jwk.computeThumbprint().toString();
    } catch (JOSEException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  boolean verifies(JWSObject signed) {
    try {
      JWSVerifier verifier =
          switch (jwk) {
            case ECKey elliptic -> new ECDSAVerifier(elliptic);
            case RSAKey rsa -> new RSASSAVerifier(rsa);
            default -> throw new IllegalStateException("was checked when it was made");
          };
      JWSAlgorithm algorithm = signed.getHeader().getAlgorithm();
      return verifier.supportedJWSAlgorithms().contains(algorithm) && signed.verify(verifier);
    } catch (JOSEException _) {
      return false;
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AcmeKey key && name().equals(key.name());
  }

  @Override
  public int hashCode() {
    return name().hashCode();
  }
}

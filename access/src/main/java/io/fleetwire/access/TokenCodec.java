package io.fleetwire.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Secret;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Writes and reads access tokens: JWTs in the form of RFC 9068, signed with ES256.
///
/// The algorithm is ours to choose and never the token's: the header must name the one that we use
/// (RFC 8725 section 3.1). The type tells an OAuth token from a legacy one, so that neither passes
/// for the other (section 3.11). Thread-safe.
final class TokenCodec {
  private static final JWSAlgorithm ALGORITHM = JWSAlgorithm.ES256;
  private static final JOSEObjectType OAUTH = new JOSEObjectType("at+jwt");
  private static final JOSEObjectType LEGACY = new JOSEObjectType("knox-legacy+jwt");

  private final SigningKeys keys;
  private final String issuer;

  TokenCodec(SigningKeys keys, String issuer) {
    this.keys = keys;
    this.issuer = issuer;
  }

  Secret write(TokenClaims claims) {
    SigningKey key = keys.signing();
    JWSHeader header =
        new JWSHeader.Builder(ALGORITHM).keyID(key.kid()).type(type(claims.principal())).build();
    SignedJWT jwt = new SignedJWT(header, set(claims));
    try {
      jwt.sign(new ECDSASigner(key.privateKey()));
    } catch (JOSEException e) {
      throw new AssertionError("our own key signs", e);
    }
    return new Secret(jwt.serialize());
  }

  Reading read(String text) {
    Optional<SignedJWT> parsed = Jwts.parse(text);
    if (parsed.isEmpty()) {
      return new Reading.Shapeless();
    }
    SignedJWT jwt = parsed.get();
    JWSHeader header = jwt.getHeader();
    String kid = header.getKeyID();
    if (kid == null || !header.getAlgorithm().equals(ALGORITHM)) {
      return new Reading.Foreign();
    }
    return keys.find(kid)
        .filter(key -> isSignedBy(key, jwt))
        .flatMap(_ -> claims(jwt))
        .<Reading>map(Reading.Genuine::new)
        .orElseGet(Reading.Foreign::new);
  }

  private static boolean isSignedBy(SigningKey key, SignedJWT jwt) {
    try {
      return jwt.verify(new ECDSAVerifier(key.publicKey()));
    } catch (JOSEException e) {
      return false; // such as a signature of the wrong length
    }
  }

  private JWTClaimsSet set(TokenClaims claims) {
    Principal principal = claims.principal();
    JWTClaimsSet.Builder set =
        new JWTClaimsSet.Builder()
            .issuer(issuer)
            .subject(claims.subject())
            .jwtID(claims.id())
            .issueTime(Date.from(claims.issuedAt()))
            .expirationTime(Date.from(claims.expiresAt()))
            .claim("client_id", principal.client())
            .claim("org", principal.organization().value())
            .claim("scope", principal.scopes().toString());
    return claims.grant().isEmpty() ? set.build() : set.claim("grant", claims.grant()).build();
  }

  /// Empty when it is none of our access tokens although our key signed it: this server had another
  /// name then, or it is of a type that is for something else.
  private Optional<TokenClaims> claims(SignedJWT jwt) {
    Optional<Principal.Kind> kind = kind(jwt.getHeader().getType());
    try {
      JWTClaimsSet set = jwt.getJWTClaimsSet();
      if (kind.isEmpty() || !issuer.equals(set.getIssuer())) {
        return Optional.empty();
      }
      return Optional.of(
          new TokenClaims(
              set.getJWTID(),
              principal(set, kind.get()),
              set.getSubject(),
              Optional.ofNullable(set.getStringClaim("grant")).orElse(""),
              instant(set.getIssueTime()),
              instant(set.getExpirationTime())));
    } catch (ParseException e) {
      throw new AssertionError("a token that we signed has our claims", e);
    }
  }

  private static Principal principal(JWTClaimsSet set, Principal.Kind kind) throws ParseException {
    return new Principal(
        new OrganizationId(set.getLongClaim("org")),
        Scopes.parse(set.getStringClaim("scope")).orElseThrow(),
        set.getStringClaim("client_id"),
        kind);
  }

  private static Optional<Principal.Kind> kind(@Nullable JOSEObjectType type) {
    if (Objects.equals(type, OAUTH)) {
      return Optional.of(Principal.Kind.OAUTH);
    }
    return Objects.equals(type, LEGACY) ? Optional.of(Principal.Kind.LEGACY) : Optional.empty();
  }

  private static JOSEObjectType type(Principal principal) {
    return switch (principal.kind()) {
      case OAUTH -> OAUTH;
      case LEGACY -> LEGACY;
      case USER -> throw new AssertionError("a person has no access token");
    };
  }

  private static Instant instant(Date date) {
    return date.toInstant();
  }
}

package io.fleetwire.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.fleetwire.engine.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a bearer token must be, from the side of who forges one.
final class AccessTokensTest extends OwnWorld {
  @TempDir Path other;
  private Secret token;

  @BeforeEach
  void open() {
    token = world.accessToken(world.client("kai"));
  }

  @Test
  void aTokenIsAJwtWithTheClaimsOfRfc9068() throws Exception {
    SignedJWT jwt = SignedJWT.parse(token.reveal());
    assertThat(jwt.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.ES256);
    assertThat(jwt.getHeader().getType()).isEqualTo(new JOSEObjectType("at+jwt"));
    assertThat(jwt.getHeader().getKeyID()).isEqualTo(signingKey().kid());
    JWTClaimsSet claims = jwt.getJWTClaimsSet();
    assertThat(claims.getIssuer()).isEqualTo(World.ISSUER);
    assertThat(claims.getClaims().keySet())
        .containsExactlyInAnyOrder("iss", "sub", "client_id", "org", "scope", "iat", "exp", "jti");
    assertThat(claims.getStringClaim("scope")).isEqualTo("kai");
    assertThat(claims.getExpirationTime().toInstant())
        .isEqualTo(claims.getIssueTime().toInstant().plusSeconds(600));
  }

  @Test
  void everyTokenHasItsOwnId() throws Exception {
    ClientAnswer.NewClient client = world.client("kai");
    assertThat(SignedJWT.parse(world.accessToken(client).reveal()).getJWTClaimsSet().getJWTID())
        .isNotEqualTo(
            SignedJWT.parse(world.accessToken(client).reveal()).getJWTClaimsSet().getJWTID());
  }

  /// Each letter of the token in turn is replaced: none of them may matter to nobody. The last
  /// letter of a base64 text has bits that are not used, so there only the kind of answer is asked
  /// for.
  @Test
  void aTokenWithAnyLetterChangedIsNotValid() {
    String text = token.reveal();
    for (int i = 0; i < text.length() - 1; i++) {
      char changed = text.charAt(i) == 'A' ? 'B' : 'A';
      String tampered = text.substring(0, i) + changed + text.substring(i + 1);
      assertThat(verify(tampered))
          .as("letter %d", i)
          .isInstanceOfAny(Verification.Invalid.class, Verification.Malformed.class);
    }
    assertThat(verify(text)).isInstanceOf(Verification.Valid.class);
  }

  @Test
  void anUnsignedTokenIsNotValid() {
    String payload = token.reveal().split("\\.")[1];
    for (String alg : List.of("none", "None", "NONE", "nOnE")) {
      String header = base64("{\"alg\":\"" + alg + "\",\"typ\":\"at+jwt\"}");
      for (String forged : List.of(header + "." + payload + ".", header + "." + payload)) {
        assertThat(verify(forged))
            .isInstanceOfAny(Verification.Invalid.class, Verification.Malformed.class);
      }
    }
  }

  @Test
  void thePublicKeyIsNoSharedSecret() throws Exception {
    byte[] publicKey = signingKey().publicKey().getEncoded();
    String pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(publicKey)
            + "\n-----END PUBLIC KEY-----\n";
    for (byte[] secret : List.of(publicKey, pem.getBytes(StandardCharsets.US_ASCII))) {
      assertThat(verify(forge(JWSAlgorithm.HS256, signingKey().kid(), new MACSigner(secret))))
          .isInstanceOf(Verification.Invalid.class);
    }
  }

  @Test
  void aForeignKeyUnderOurKidOrAnUnknownKidIsNotValid() throws Exception {
    SigningKey foreign = SigningKey.generate("foreign", new SecureRandom(), world.clock.instant());
    JWSSigner signer = new ECDSASigner(foreign.privateKey());
    assertThat(verify(forge(JWSAlgorithm.ES256, signingKey().kid(), signer)))
        .isInstanceOf(Verification.Invalid.class);
    assertThat(verify(forge(JWSAlgorithm.ES256, "foreign", signer)))
        .isInstanceOf(Verification.Invalid.class);
  }

  @Test
  void aKeyInsideOfTheTokenIsNotBelieved() throws Exception {
    SigningKey foreign = SigningKey.generate("foreign", new SecureRandom(), world.clock.instant());
    JWSHeader header =
        new JWSHeader.Builder(header(JWSAlgorithm.ES256, signingKey().kid()))
            .jwk(new ECKey.Builder(Curve.P_256, foreign.publicKey()).build())
            .build();
    String forged = sign(header, claims(), new ECDSASigner(foreign.privateKey()));
    assertThat(verify(forged)).isInstanceOf(Verification.Invalid.class);
  }

  @Test
  void aTokenOfAnotherServerIsNotValidHere() {
    try (World elsewhere = new World(other)) {
      Secret foreign = elsewhere.accessToken(elsewhere.client("kai"));
      assertThat(elsewhere.verify(foreign)).isInstanceOf(Verification.Valid.class);
      assertThat(world.verify(foreign)).isInstanceOf(Verification.Invalid.class);
    }
  }

  /// The first half shows that the forger's tools work: with our key they make a good token.
  @Test
  void aTokenOfThisServerUnderAnotherNameIsNotValid() throws Exception {
    JWSSigner ours = new ECDSASigner(signingKey().privateKey());
    assertThat(verify(forge(JWSAlgorithm.ES256, signingKey().kid(), ours)))
        .isInstanceOf(Verification.Valid.class);
    JWTClaimsSet renamed =
        new JWTClaimsSet.Builder(claims()).issuer("https://other.example").build();
    assertThat(verify(sign(header(JWSAlgorithm.ES256, signingKey().kid()), renamed, ours)))
        .isInstanceOf(Verification.Invalid.class);
  }

  @Test
  void whatOurKeySignedForAnotherPurposeIsNoAccessToken() throws Exception {
    JWSSigner ours = new ECDSASigner(signingKey().privateKey());
    JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(signingKey().kid());
    for (JWSHeader other : List.of(header.build(), header.type(JOSEObjectType.JWT).build())) {
      assertThat(verify(sign(other, claims(), ours))).isInstanceOf(Verification.Invalid.class);
    }
  }

  @Test
  void aTokenSaysTheOrganizationOfItsClient() {
    ClientAnswer.NewClient second = world.client("kai");
    assertThat(world.verify(world.accessToken(second)))
        .isInstanceOfSatisfying(
            Verification.Valid.class,
            valid ->
                assertThat(valid.principal().organization())
                    .isEqualTo(second.client().organization()));
  }

  @Test
  void anExpiredTokenIsToldFromAForgedOneAlsoAfterARestart() {
    world.clock.advance(Duration.ofMinutes(10));
    assertThat(world.verify(token)).isInstanceOf(Verification.Expired.class);
    world.reopen();
    assertThat(world.verify(token)).isInstanceOf(Verification.Expired.class);
  }

  @Test
  void aValidTokenIsValidAfterARestart() {
    world.reopen();
    assertThat(world.verify(token)).isInstanceOf(Verification.Valid.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ".",
        "..",
        "...",
        "a",
        "a.b",
        "a.b.c",
        "a.b.c.d",
        "e30.e30.e30",
        "e30.e30.",
        "bnVsbA.e30.AAAA",
        "W10.W10.AAAA",
        "eyJhbGciOiJFUzI1NiJ9.e30.",
        "\u0000.\u0000.\u0000",
        "eyJhbGciOjF9.e30.AAAA",
        "eyJhbGciOm51bGx9.e30.AAAA",
        "Bearer a.b.c",
      })
  void whatIsNoTokenIsNotValid(String text) {
    assertThat(verify(text))
        .isInstanceOfAny(Verification.Invalid.class, Verification.Malformed.class);
  }

  @Test
  void deepAndLongNonsenseIsNotValid() {
    String deep = base64("{\"alg\":\"ES256\",\"kid\":" + "[".repeat(5000));
    for (String text : List.of(deep + ".e30.AAAA", "a".repeat(100_000), "e30." + deep + ".AAAA")) {
      assertThat(verify(text))
          .isInstanceOfAny(Verification.Invalid.class, Verification.Malformed.class);
    }
  }

  /// Whatever bytes come, there is an answer and not an exception.
  @Test
  void randomNonsenseIsNotValid() {
    RandomGenerator random = new SplittableRandom(42);
    String text = token.reveal();
    for (int i = 0; i < 500; i++) {
      StringBuilder mutant = new StringBuilder(text);
      for (int j = random.nextInt(1, 6); j > 0; j--) {
        int at = random.nextInt(mutant.length());
        switch (random.nextInt(3)) {
          case 0 -> mutant.setCharAt(at, (char) random.nextInt(1, 0x80));
          case 1 -> mutant.deleteCharAt(at);
          default -> mutant.insert(at, (char) random.nextInt(1, 0x800));
        }
      }
      Verification answer = verify(mutant.toString());
      if (!mutant.substring(0, mutant.length() - 1).equals(text.substring(0, text.length() - 1))) {
        assertThat(answer)
            .as(mutant.toString())
            .isInstanceOfAny(Verification.Invalid.class, Verification.Malformed.class);
      }
    }
  }

  private String forge(JWSAlgorithm algorithm, String kid, JWSSigner signer) throws Exception {
    return sign(header(algorithm, kid), claims(), signer);
  }

  private static JWSHeader header(JWSAlgorithm algorithm, String kid) {
    return new JWSHeader.Builder(algorithm).keyID(kid).type(new JOSEObjectType("at+jwt")).build();
  }

  private static String sign(JWSHeader header, JWTClaimsSet claims, JWSSigner signer)
      throws Exception {
    SignedJWT jwt = new SignedJWT(header, claims);
    jwt.sign(signer);
    return jwt.serialize();
  }

  private JWTClaimsSet claims() throws Exception {
    return SignedJWT.parse(token.reveal()).getJWTClaimsSet();
  }

  private SigningKey signingKey() {
    return world.database().read(TokenKeyTable::list).getFirst();
  }

  private Verification verify(String text) {
    return world.access().accessTokens().verify(text);
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}

package io.fleetwire.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Secret;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The legacy way in, played by a caller that signs with nimbus.
final class LegacyTokensTest extends OwnWorld {
  /// Making an RSA key takes a tenth of a second; every test may use the same two.
  private static final KeyPair KEYS = keyPair(2048);

  private static final KeyPair OTHER_KEYS = keyPair(2048);

  private OrganizationId organization;
  private LegacyClient client;
  private int jwtIds;

  @BeforeEach
  void open() {
    organization = world.organization();
    client = register(organization, KEYS);
  }

  @Test
  void aSignedIdentifierBringsATokenAndTheSignedTokenProvesWhoCalls() {
    Secret accessToken = accessToken();
    assertThat(verify(signed(accessToken, same())))
        .isEqualTo(
            new Verification.Valid(
                new Principal(
                    organization,
                    World.scopes("kai kdms"),
                    client.identifier(),
                    Principal.Kind.LEGACY)));
  }

  @Test
  void theTokenAloneIsWorthNothing() {
    Secret accessToken = accessToken();
    assertThat(world.verify(accessToken)).isInstanceOf(Verification.Invalid.class);
    assertThat(verify(accessToken.reveal())).isInstanceOf(Verification.Malformed.class);
  }

  @Test
  void anOAuthTokenIsNoLegacyToken() {
    Secret bearer = world.accessToken(world.client("kai"));
    assertThat(verify(signed(bearer, same()))).isInstanceOf(Verification.Invalid.class);
  }

  @Test
  void aSignedTokenIsWorthSomethingOnceAlsoAfterARestart() {
    String once = signed(accessToken(), same());
    assertThat(verify(once)).isInstanceOf(Verification.Valid.class);
    assertThat(verify(once)).isInstanceOf(Verification.Reused.class);
    world.reopen();
    assertThat(verify(once)).isInstanceOf(Verification.Reused.class);
  }

  @Test
  void fiftyWhoSendTheSameTokenAtOnceAreLetInOnce() throws InterruptedException {
    String once = signed(accessToken(), same());
    AtomicInteger valid = new AtomicInteger();
    AtomicInteger reused = new AtomicInteger();
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> callers =
        IntStream.range(0, 50)
            .mapToObj(
                _ ->
                    Thread.ofVirtual()
                        .start(
                            () -> {
                              await(start);
                              (verify(once) instanceof Verification.Valid ? valid : reused)
                                  .incrementAndGet();
                            }))
            .toList();
    start.countDown();
    for (Thread caller : callers) {
      caller.join();
    }
    assertThat(valid).hasValue(1);
    assertThat(reused).hasValue(49);
  }

  @Test
  void twoClientsMayUseTheSameJwtId() {
    UnaryOperator<JWTClaimsSet.Builder> sameId = claims -> claims.jwtID("same");
    assertThat(verify(signed(accessToken(), sameId))).isInstanceOf(Verification.Valid.class);
    client = register(organization, KEYS);
    assertThat(verify(signed(accessToken(), sameId))).isInstanceOf(Verification.Valid.class);
  }

  @Test
  void aSignedTokenIsExpiredWhenItOrTheTokenInsideIs() {
    Secret accessToken = accessToken();
    String shortLived =
        signed(accessToken, claims -> claims.expirationTime(in(Duration.ofMinutes(1))));
    world.clock.advance(Duration.ofMinutes(1));
    assertThat(verify(shortLived)).isInstanceOf(Verification.Expired.class);
    world.clock.advance(Duration.ofMinutes(29));
    assertThat(verify(signed(accessToken, same()))).isInstanceOf(Verification.Expired.class);
  }

  @Test
  void aTokenLivesAsLongAsWasAskedFor() {
    Secret accessToken = issued(exchange(identifierJwt(same()), 5));
    world.clock.advance(Duration.ofMinutes(5).minusSeconds(1));
    assertThat(verify(signed(accessToken, same()))).isInstanceOf(Verification.Valid.class);
    world.clock.advance(Duration.ofSeconds(1));
    assertThat(verify(signed(accessToken, same()))).isInstanceOf(Verification.Expired.class);
  }

  @Test
  void whatIsNotSignedByTheRegisteredKeyWithRs512IsInvalid() throws JOSEException {
    JWTClaimsSet claims = claims("accessToken", accessToken().reveal()).build();
    byte[] publicKey = KEYS.getPublic().getEncoded();
    for (String forged :
        List.of(
            sign(JWSAlgorithm.RS512, new RSASSASigner(OTHER_KEYS.getPrivate()), claims),
            sign(JWSAlgorithm.RS256, new RSASSASigner(KEYS.getPrivate()), claims),
            sign(JWSAlgorithm.PS512, new RSASSASigner(KEYS.getPrivate()), claims),
            sign(JWSAlgorithm.HS512, new MACSigner(publicKey), claims))) {
      assertThat(verify(forged)).isInstanceOf(Verification.Invalid.class);
    }
  }

  @Test
  void audienceLifetimeAndKeyMustBeRight() {
    Secret accessToken = accessToken();
    List<UnaryOperator<JWTClaimsSet.Builder>> wrong =
        List.of(
            claims -> claims.audience("KnoxXYZ"),
            claims -> claims.audience(List.of()),
            claims -> claims.expirationTime(in(Duration.ofMinutes(31).plusSeconds(1))),
            claims -> claims.notBeforeTime(in(Duration.ofMinutes(2))),
            claims -> claims.claim("publicKey", base64(OTHER_KEYS)),
            claims -> claims.claim("publicKey", "nonsense"));
    for (UnaryOperator<JWTClaimsSet.Builder> change : wrong) {
      assertThat(verify(signed(accessToken, change))).isInstanceOf(Verification.Invalid.class);
    }
    assertThat(verify(signed(accessToken, claims -> claims.claim("publicKey", base64(KEYS)))))
        .isInstanceOf(Verification.Valid.class);
  }

  @Test
  void aRefusedTokenDoesNotUseItsIdUp() {
    Secret accessToken = accessToken();
    assertThat(verify(signed(accessToken, claims -> claims.jwtID("x").audience("wrong"))))
        .isInstanceOf(Verification.Invalid.class);
    assertThat(verify(signed(accessToken, claims -> claims.jwtID("x"))))
        .isInstanceOf(Verification.Valid.class);
  }

  @Test
  void withoutIdEndOrTokenItIsMalformed() {
    Secret accessToken = accessToken();
    List<UnaryOperator<JWTClaimsSet.Builder>> incomplete =
        List.of(
            claims -> claims.jwtID(null),
            claims -> claims.jwtID(" "),
            claims -> claims.jwtID("x".repeat(257)),
            claims -> claims.expirationTime(null),
            claims -> claims.claim("accessToken", null),
            claims -> claims.claim("accessToken", 7));
    for (UnaryOperator<JWTClaimsSet.Builder> change : incomplete) {
      assertThat(verify(signed(accessToken, change))).isInstanceOf(Verification.Malformed.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a.b.c", "e30.e30.AAAA", "eyJhbGciOiJSUzUxMiJ9.bnVsbA.AAAA"})
  void nonsenseIsMalformed(String text) {
    assertThat(verify(text)).isInstanceOf(Verification.Malformed.class);
    assertThat(exchange(text, 30)).isInstanceOf(LegacyAnswer.Malformed.class);
  }

  @Test
  void aRemovedKeyOpensNothing() {
    Secret accessToken = accessToken();
    Principal by = World.keeper(organization);
    assertThat(world.access().legacyClients().remove(by, client.identifier())).isTrue();
    assertThat(verify(signed(accessToken, same()))).isInstanceOf(Verification.Revoked.class);
    assertThat(exchange(identifierJwt(same()), 30)).isInstanceOf(LegacyAnswer.Invalid.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 31, Integer.MAX_VALUE})
  void aValidityOutside1To30MinutesIsBad(int minutes) {
    assertThat(exchange(identifierJwt(same()), minutes))
        .isInstanceOf(LegacyAnswer.BadValidity.class);
  }

  @Test
  void aSignedIdentifierIsGoodOnce() {
    String once = identifierJwt(same());
    assertThat(exchange(once, 30)).isInstanceOf(LegacyAnswer.Issued.class);
    assertThat(exchange(once, 30)).isInstanceOf(LegacyAnswer.NonUniqueJwtId.class);
    world.reopen();
    assertThat(exchange(once, 30)).isInstanceOf(LegacyAnswer.NonUniqueJwtId.class);
  }

  @Test
  void theFaultsOfASignedIdentifierAreToldApart() {
    String expired = identifierJwt(claims -> claims.expirationTime(in(Duration.ofSeconds(-1))));
    assertThat(exchange(expired, 30)).isInstanceOf(LegacyAnswer.Expired.class);
    assertThat(exchange(identifierJwt(claims -> claims.audience("x")), 30))
        .isEqualTo(new LegacyAnswer.Invalid("aud is not KnoxWSM"));
    assertThat(
            exchange(identifierJwt(claims -> claims.expirationTime(in(Duration.ofHours(1)))), 30))
        .isInstanceOf(LegacyAnswer.Invalid.class);
    assertThat(exchange(identifierJwt(claims -> claims.claim("clientIdentifier", "nobody")), 30))
        .isInstanceOf(LegacyAnswer.Invalid.class);
    assertThat(exchange(identifierJwt(claims -> claims.claim("clientIdentifier", null)), 30))
        .isInstanceOf(LegacyAnswer.Malformed.class);
    assertThat(exchange(identifierJwt(claims -> claims.claim("publicKey", base64(OTHER_KEYS))), 30))
        .isInstanceOf(LegacyAnswer.Invalid.class);
  }

  @Test
  void theKeyInTheRequestMustBeTheRegisteredOne() {
    assertThat(exchange(identifierJwt(same()), base64(OTHER_KEYS), 30))
        .isInstanceOf(LegacyAnswer.Invalid.class);
    assertThat(exchange(identifierJwt(same()), "nonsense", 30))
        .isInstanceOf(LegacyAnswer.Malformed.class);
  }

  @Test
  void whoKeepsForgingIsSlowedDown() throws JOSEException {
    JWSSigner forger = new RSASSASigner(OTHER_KEYS.getPrivate());
    for (int i = 0; i < FailureLimits.Kind.CLIENT.burst(); i++) {
      JWTClaimsSet claims = claims("clientIdentifier", client.identifier()).build();
      assertThat(exchange(sign(JWSAlgorithm.RS512, forger, claims), 30))
          .isInstanceOf(LegacyAnswer.Invalid.class);
    }
    JWTClaimsSet claims = claims("clientIdentifier", client.identifier()).build();
    assertThat(exchange(sign(JWSAlgorithm.RS512, forger, claims), 30)).isInstanceOf(TooMany.class);
    assertThat(exchange(identifierJwt(same()), 30)).isInstanceOf(LegacyAnswer.Issued.class);
  }

  private LegacyClient register(OrganizationId owner, KeyPair keys) {
    LegacyClientAnswer answer =
        world
            .access()
            .legacyClients()
            .register(World.keeper(owner), World.scopes("kai kdms"), base64(keys));
    return switch (answer) {
      case LegacyClientAnswer.NewLegacyClient(LegacyClient fresh) -> fresh;
      case LegacyClientAnswer.Refused refused -> throw new AssertionError(refused);
    };
  }

  private Secret accessToken() {
    return issued(exchange(identifierJwt(same()), 30));
  }

  private LegacyAnswer exchange(String jwt, int minutes) {
    return exchange(jwt, base64(KEYS), minutes);
  }

  private LegacyAnswer exchange(String jwt, String publicKey, int minutes) {
    return world
        .access()
        .legacyTokens()
        .exchange(new LegacyExchange(jwt, publicKey, minutes, World.ADDRESS));
  }

  private Verification verify(String header) {
    return world.access().legacyTokens().verify(header);
  }

  private String identifierJwt(UnaryOperator<JWTClaimsSet.Builder> change) {
    return sign(change.apply(claims("clientIdentifier", client.identifier())).build());
  }

  private String signed(Secret accessToken, UnaryOperator<JWTClaimsSet.Builder> change) {
    return sign(change.apply(claims("accessToken", accessToken.reveal())).build());
  }

  private JWTClaimsSet.Builder claims(String name, String value) {
    jwtIds++;
    return new JWTClaimsSet.Builder()
        .audience("KnoxWSM")
        .expirationTime(in(Duration.ofMinutes(30)))
        .jwtID("jti-" + jwtIds)
        .claim(name, value);
  }

  private Date in(Duration duration) {
    Instant instant = world.clock.instant().plus(duration);
    return Date.from(instant);
  }

  private static UnaryOperator<JWTClaimsSet.Builder> same() {
    return UnaryOperator.identity();
  }

  private static Secret issued(LegacyAnswer answer) {
    return switch (answer) {
      case LegacyAnswer.Issued(Secret token) -> token;
      case LegacyAnswer other -> throw new AssertionError(other);
    };
  }

  private static String sign(JWTClaimsSet claims) {
    try {
      return sign(JWSAlgorithm.RS512, new RSASSASigner(KEYS.getPrivate()), claims);
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private static String sign(JWSAlgorithm algorithm, JWSSigner signer, JWTClaimsSet claims)
      throws JOSEException {
    SignedJWT jwt = new SignedJWT(new JWSHeader(algorithm), claims);
    jwt.sign(signer);
    return jwt.serialize();
  }

  private static String base64(KeyPair keys) {
    return Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static KeyPair keyPair(int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}

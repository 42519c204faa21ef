package io.fleetwire.callback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.callback.Authentication.ClientProof;
import io.fleetwire.callback.Authentication.OAuth2ClientCredentials;
import io.fleetwire.engine.CallbackFormat.NotComposedException;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.Header;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Secret;
import io.fleetwire.testkit.FakeAnswer;
import io.fleetwire.testkit.FakeReceiver;
import io.fleetwire.testkit.ReceivedCallback;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Client credentials with an authorization server on a real socket.
final class TokensTest extends OwnHouse {
  private static final Duration BOUND = Duration.ofSeconds(20);

  private final FakeReceiver issuer = FakeReceiver.start();
  private final FakeReceiver receiver = FakeReceiver.start();

  @BeforeEach
  void open() {
    house.authenticate(Samples.ENDPOINT, credentials("/token", ClientProof.BASIC));
    issuer.answer(token("one", 3600), token("two", 3600));
  }

  @AfterEach
  void close() {
    issuer.close();
    receiver.close();
  }

  private OAuth2ClientCredentials credentials(String path, ClientProof proof) {
    return new OAuth2ClientCredentials(
        issuer.url(path).toString(), "me: you", new Secret("open sesame&"), "read write", proof);
  }

  private static FakeAnswer json(int status, String body) {
    return new FakeAnswer.Honest(status, "Content-Type: application/json\r\n", body);
  }

  private static FakeAnswer token(String name, int seconds) {
    return json(
        200,
        "{\"access_token\":\"%s\",\"token_type\":\"bearer\",\"expires_in\":%d,\"x\":{\"y\":[1]}}"
            .formatted(name, seconds));
  }

  private OutboundRequest dressed() {
    return house.dressed(Samples.ENDPOINT, receiver.url("/").toString());
  }

  private String authorization() {
    return dressed().headers().stream()
        .filter(header -> header.isNamed("Authorization"))
        .map(Header::value)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void fetchesATokenAndUsesItAgain() {
    for (int i = 0; i < 10; i++) {
      assertThat(authorization()).isEqualTo("Bearer one");
    }
    assertThat(issuer.received()).isEqualTo(1);
    ReceivedCallback request = issuer.callbacks().getFirst();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.header("Content-Type")).contains("application/x-www-form-urlencoded");
    assertThat(request.header("Accept")).contains("application/json");
    // both are encoded as a form before they go into the header (RFC 6749 section 2.3.1)
    assertThat(request.header("Authorization")).contains("Basic bWUlM0EreW91Om9wZW4rc2VzYW1lJTI2");
    assertThat(request.body().bytes())
        .asString(UTF_8)
        .isEqualTo("grant_type=client_credentials&scope=read+write");
  }

  @Test
  void showsItsSecretInTheFormToWhoWantsItSo() {
    house.authenticate(Samples.ENDPOINT, credentials("/token", ClientProof.BODY));
    assertThat(authorization()).isEqualTo("Bearer one");
    ReceivedCallback request = issuer.callbacks().getFirst();
    assertThat(request.header("Authorization")).isEmpty();
    assertThat(request.body().bytes())
        .asString(UTF_8)
        .endsWith("&client_id=me%3A+you&client_secret=open+sesame%26");
  }

  @Test
  void exchangesATokenShortlyBeforeItExpires() {
    assertThat(authorization()).isEqualTo("Bearer one");
    house.clock.advance(Duration.ofSeconds(3539));
    assertThat(authorization()).isEqualTo("Bearer one");
    house.clock.advance(Duration.ofSeconds(1));
    assertThat(authorization()).isEqualTo("Bearer two");
  }

  @Test
  void asksOnceHoweverManyAreWaiting() throws Exception {
    CountDownLatch latch = new CountDownLatch(1);
    issuer.answer(new FakeAnswer.Held(latch, token("one", 3600)), token("two", 3600));
    EndpointId sharing = new EndpointId(500);
    house.authenticate(sharing, credentials("/token", ClientProof.BASIC));
    List<FutureTask<String>> waiting =
        IntStream.range(0, 20).mapToObj(_ -> new FutureTask<>(this::authorization)).toList();
    waiting.forEach(task -> Thread.ofVirtual().start(task));
    issuer.await(1, BOUND);
    latch.countDown();
    for (FutureTask<String> task : waiting) {
      assertThat(task.get(BOUND.toSeconds(), TimeUnit.SECONDS)).isEqualTo("Bearer one");
    }
    assertThat(house.dressed(sharing, receiver.url("/").toString()).headers())
        .contains(new Header("Authorization", "Bearer one"));
    assertThat(issuer.received()).isEqualTo(1);
  }

  @Test
  void dropsATokenThatAReceiverRefuses() {
    receiver.answer(FakeAnswer.status(401), FakeAnswer.status(200));
    OutboundRequest refused = dressed();
    house.clock.advance(Duration.ofSeconds(5));
    house.send(refused);
    assertThat(authorization()).isEqualTo("Bearer two");
    // it is already known that the old one is refused
    receiver.answer(FakeAnswer.status(401));
    house.send(refused);
    assertThat(authorization()).isEqualTo("Bearer two");
    assertThat(issuer.received()).isEqualTo(2);
  }

  @Test
  void keepsATokenThatIsRefusedInItsFirstSecond() {
    receiver.answer(FakeAnswer.status(401));
    house.send(dressed());
    assertThat(authorization()).isEqualTo("Bearer one");
    assertThat(issuer.received()).isEqualTo(1);
  }

  @Test
  void newCredentialsGetANewToken() {
    assertThat(authorization()).isEqualTo("Bearer one");
    house.authenticate(Samples.ENDPOINT, credentials("/other", ClientProof.BASIC));
    assertThat(authorization()).isEqualTo("Bearer two");
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(
            json(401, "{\"error\":\"invalid_client\",\"error_description\":\"who\\nare you\"}"),
            "answered 401 invalid_client: who?are you"),
        Arguments.of(FakeAnswer.text(503, "busy"), "answered 503"),
        Arguments.of(FakeAnswer.redirect("https://evil.example/"), "answered 307"),
        Arguments.of(FakeAnswer.text(200, "hello"), "answered without an access_token"),
        Arguments.of(json(200, "[]"), "answered without an access_token"),
        Arguments.of(json(200, "{\"access_token\":\"a b\"}"), "that a header can carry"),
        Arguments.of(json(200, "{\"access_token\":{\"a\":1}}"), "answered without"),
        Arguments.of(json(200, "{\"access_token\":\"" + "a".repeat(9000) + "\"}"), "answered"),
        Arguments.of(
            json(200, "{\"access_token\":\"a\",\"token_type\":\"mac\"}"),
            "of type mac, not Bearer"),
        Arguments.of(new FakeAnswer.EndlessBody(true), "answered too much"),
        Arguments.of(new FakeAnswer.Reset(), "cannot be reached"),
        Arguments.of(new FakeAnswer.HugeHeaders(0, true), "cannot be reached"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void saysWhyThereIsNoToken(FakeAnswer answer, String reason) {
    issuer.answer(answer);
    assertThatThrownBy(this::dressed)
        .isInstanceOf(NotComposedException.class)
        .hasMessageStartingWith("no access token: the token server at 127.0.0.1 ")
        .hasMessageContaining(reason)
        .hasMessageNotContaining("sesame");
  }

  @Test
  void remembersAFailureForAMoment() {
    issuer.answer(FakeAnswer.status(500), token("late", 60));
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(this::dressed).isInstanceOf(NotComposedException.class);
    }
    assertThat(issuer.received()).isEqualTo(1);
    house.clock.advance(Tokens.FAILURE_MEMORY);
    assertThat(authorization()).isEqualTo("Bearer late");
  }

  @Test
  void usesATokenToItsEndWhereNoOtherIsToBeHad() {
    issuer.answer(token("one", 100), FakeAnswer.status(500));
    assertThat(authorization()).isEqualTo("Bearer one");
    house.clock.advance(Duration.ofSeconds(90));
    for (int i = 0; i < 5; i++) {
      assertThat(authorization()).isEqualTo("Bearer one");
    }
    assertThat(issuer.received()).isEqualTo(2);
    house.clock.advance(Duration.ofSeconds(9));
    assertThat(authorization()).isEqualTo("Bearer one");
    assertThat(issuer.received()).isEqualTo(3);
    house.clock.advance(Duration.ofSeconds(1));
    assertThatThrownBy(this::dressed).isInstanceOf(NotComposedException.class);
  }

  @Test
  void aTokenThatIsRefusedInItsLastMinuteIsUsedNoMore() {
    issuer.answer(token("one", 100), FakeAnswer.status(500), token("two", 3600));
    receiver.answer(FakeAnswer.status(401));
    authorization();
    house.clock.advance(Duration.ofSeconds(90));
    house.send(dressed());
    assertThat(authorization()).isEqualTo("Bearer two");
  }

  /// A 401 that comes late, to a token that was given up meanwhile, must not cost the next one.
  @Test
  void aLateRefusalOfAnOldTokenChangesNothing() {
    issuer.answer(token("one", 100), FakeAnswer.status(500), token("two", 3600));
    receiver.answer(FakeAnswer.status(401));
    OutboundRequest old = dressed();
    house.clock.advance(Duration.ofSeconds(100));
    assertThatThrownBy(this::dressed).isInstanceOf(NotComposedException.class);
    house.clock.advance(Tokens.FAILURE_MEMORY);
    assertThat(authorization()).isEqualTo("Bearer two");
    house.clock.advance(Duration.ofSeconds(5));
    house.send(old);
    assertThat(authorization()).isEqualTo("Bearer two");
    assertThat(issuer.received()).isEqualTo(3);
  }

  @Test
  void neverCallsATokenServerThatPolicyForbids() {
    house.authenticate(
        Samples.ENDPOINT,
        new OAuth2ClientCredentials(
            "http://169.254.169.254/token", "me", new Secret("x"), "", ClientProof.BASIC));
    assertThatThrownBy(this::dressed)
        .isInstanceOf(NotComposedException.class)
        .hasMessageContaining("must not be called: 169.254.169.254 is a cloud's metadata service");
  }

  static Stream<Arguments> lifetimes() {
    return Stream.of(
        Arguments.of("", 270),
        Arguments.of(",\"expires_in\":100", 90),
        Arguments.of(",\"expires_in\":\"100\"", 90),
        Arguments.of(",\"expires_in\":999999999", 86_340),
        Arguments.of(",\"expires_in\":-5", 270));
  }

  @ParameterizedTest
  @MethodSource("lifetimes")
  void believesATokensLifetimeWithinBounds(String member, int seconds) {
    issuer.answer(json(200, "{\"access_token\":\"one\"" + member + "}"), token("two", 60));
    assertThat(authorization()).isEqualTo("Bearer one");
    house.clock.advance(Duration.ofSeconds(seconds - 1));
    assertThat(authorization()).isEqualTo("Bearer one");
    house.clock.advance(Duration.ofSeconds(1));
    assertThat(authorization()).isEqualTo("Bearer two");
  }
}

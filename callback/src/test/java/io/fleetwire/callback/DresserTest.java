package io.fleetwire.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.fleetwire.engine.AttemptMoment;
import io.fleetwire.engine.Event;
import io.fleetwire.engine.Header;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Ready;
import io.fleetwire.engine.Secret;
import io.fleetwire.engine.TraceId;
import io.fleetwire.receiver.NonceMemory;
import io.fleetwire.receiver.StandardWebhooksVerdict;
import io.fleetwire.receiver.StandardWebhooksVerifier;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class DresserTest extends OwnHouse {
  private static final String URL = "https://hooks.example/";

  private Map<String, String> headers() {
    return map(house.dressed(Samples.ENDPOINT, URL));
  }

  /// No name may be there twice, in whatever case.
  private static Map<String, String> map(OutboundRequest request) {
    Map<String, String> map = new LinkedHashMap<>();
    for (Header header : request.headers()) {
      assertThat(map.keySet()).noneMatch(header::isNamed);
      map.put(header.name(), header.value());
    }
    return map;
  }

  private void wear(Authentication authentication) {
    house.authenticate(Samples.ENDPOINT, authentication);
  }

  @Test
  void tellsWhatTheRequestIsAboutAlsoWithoutAnyOptions() {
    assertThat(headers())
        .containsExactly(
            entry("X-Dialect", "speaks"),
            entry("Fleetwire-Event-Id", "evt_0000000000008"),
            entry("Fleetwire-Event-Type", "device.battery"),
            entry("Fleetwire-Occurred-At", "2026-11-22T02:59:58.120Z"),
            entry("Fleetwire-Trace-Id", "trace-1"),
            entry("Fleetwire-Delivery-Id", "dlv_0000000000009"),
            entry("Fleetwire-Sequence", "41"),
            entry("Fleetwire-Attempt", "3"));
  }

  @Test
  void leavesUrlAndBodyAsTheDialectWroteThem() {
    OutboundRequest dressed = house.dressed(Samples.ENDPOINT, URL);
    assertThat(dressed.url()).hasToString(URL);
    assertThat(dressed.body()).isSameAs(Samples.BODY);
    assertThat(dressed.identity()).isEmpty();
  }

  @Test
  void encodesWhatAHeaderCannotCarry() {
    Event event = Samples.event("gerät \"eins\" 100%", "x", Samples.BODY);
    assertThat(map(dressed(event)))
        .containsEntry("Fleetwire-Event-Type", "ger%C3%A4t%20%22eins%22%20100%25");
  }

  @Test
  void goesOnWithTheTraceOfWhoeverPublished() {
    String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    TraceId caller = new TraceId("00-" + trace + "-00f067aa0ba902b7-01");
    Event event = Samples.event("device.battery", "x", caller, Samples.BODY);
    assertThat(map(dressed(event)))
        .containsEntry("Fleetwire-Trace-Id", trace)
        .containsEntry("traceparent", "00-" + trace + "-0123456789abcdef-01");
  }

  private OutboundRequest dressed(Event event) {
    return house
        .callbacks
        .dresser()
        .dress(
            Samples.request(URL),
            new Ready(Samples.READY.delivery(), event),
            Samples.endpoint(Samples.ENDPOINT),
            new AttemptMoment(1, House.NOW, "0123456789abcdef0123456789abcdef"));
  }

  @Test
  void addsTheCustomersHeadersButNeverInPlaceOfTheDialects() {
    List<Header> own = List.of(new Header("X-Tenant", "a b"), new Header("x-dialect", "lies"));
    house.put(Samples.ENDPOINT, CallbackOptions.NONE.withHeaders(own));
    assertThat(headers())
        .containsEntry("X-Tenant", "a b")
        .containsEntry("X-Dialect", "speaks")
        .doesNotContainKey("x-dialect");
  }

  @Test
  void namesThisServerWhereConsentWasGiven() {
    house.put(Samples.ENDPOINT, CallbackOptions.NONE.withOrigin(true));
    assertThat(headers()).containsEntry("WebHook-Request-Origin", House.ORIGIN);
  }

  @Test
  void provesItselfByPassword() {
    // the example of RFC 7617 section 2.1
    wear(new Authentication.Basic("test", new Secret("123£")));
    assertThat(headers()).containsEntry("Authorization", "Basic dGVzdDoxMjPCow==");
  }

  @Test
  void provesItselfByToken() {
    wear(new Authentication.Bearer(new Secret("mF_9.B5f-4.1JqM")));
    assertThat(headers()).containsEntry("Authorization", "Bearer mF_9.B5f-4.1JqM");
  }

  @Test
  void provesItselfByKeyInAHeader() {
    wear(new Authentication.ApiKeyHeader("Authorization", new Secret("Token abc")));
    assertThat(headers()).containsEntry("Authorization", "Token abc");
    wear(new Authentication.ApiKeyHeader("X-Api-Key", new Secret("abc")));
    assertThat(headers()).containsEntry("X-Api-Key", "abc").doesNotContainKey("Authorization");
  }

  @ParameterizedTest
  @EnumSource(SigningKey.Scheme.class)
  void signsSoThatReceiversVerify(SigningKey.Scheme scheme) {
    SigningKey key = house.book().newKey(scheme);
    house.sign(Samples.ENDPOINT, key);
    Map<String, String> headers = headers();
    assertThat(headers).containsEntry("webhook-id", headers.get("Fleetwire-Event-Id"));
    assertThat(verdict(headers, key)).isInstanceOf(StandardWebhooksVerdict.Valid.class);
    assertThat(verdict(headers, house.book().newKey(scheme)))
        .isInstanceOf(StandardWebhooksVerdict.BadSignature.class);
  }

  private StandardWebhooksVerdict verdict(Map<String, String> headers, SigningKey key) {
    return verdict(headers, StandardWebhooksVerifier.of(house.clock, key.verifierText().reveal()));
  }

  private static StandardWebhooksVerdict verdict(
      Map<String, String> headers, StandardWebhooksVerifier verifier) {
    return verifier.verify(
        headers.getOrDefault("webhook-id", ""),
        headers.getOrDefault("webhook-timestamp", ""),
        headers.getOrDefault("webhook-signature", ""),
        Samples.BODY.bytes());
  }

  @Test
  void signsByOldAndNewKeyUntilTheOverlapIsOver() {
    SigningKey old = house.book().newKey(SigningKey.Scheme.HMAC);
    SigningKey next = house.book().newKey(SigningKey.Scheme.ED25519);
    house.sign(Samples.ENDPOINT, old);
    house
        .database()
        .write(tx -> house.book().rotate(tx, Samples.ENDPOINT, next, SigningKeys.OVERLAP));
    assertThat(headers().get("webhook-signature")).matches("v1a,\\S{88} v1,\\S{44}");
    assertThat(verdict(headers(), old)).isInstanceOf(StandardWebhooksVerdict.Valid.class);
    assertThat(verdict(headers(), next)).isInstanceOf(StandardWebhooksVerdict.Valid.class);

    house.clock.advance(SigningKeys.OVERLAP);
    assertThat(verdict(headers(), old)).isInstanceOf(StandardWebhooksVerdict.BadSignature.class);
    assertThat(verdict(headers(), next)).isInstanceOf(StandardWebhooksVerdict.Valid.class);
  }

  @Test
  void anotherAttemptIsNoReplayButTheSameOneIs() {
    SigningKey key = house.book().newKey(SigningKey.Scheme.HMAC);
    house.sign(Samples.ENDPOINT, key);
    StandardWebhooksVerifier verifier =
        StandardWebhooksVerifier.of(house.clock, key.text().reveal())
            .remembering(new NonceMemory(100, Duration.ofMinutes(5), house.clock));
    Map<String, String> first = headers();
    assertThat(verdict(first, verifier)).isInstanceOf(StandardWebhooksVerdict.Valid.class);
    assertThat(verdict(first, verifier)).isInstanceOf(StandardWebhooksVerdict.Replay.class);
    house.clock.advance(Duration.ofSeconds(5));
    assertThat(verdict(headers(), verifier)).isInstanceOf(StandardWebhooksVerdict.Valid.class);
  }
}

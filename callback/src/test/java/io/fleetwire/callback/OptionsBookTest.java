package io.fleetwire.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.callback.Authentication.ClientProof;
import io.fleetwire.engine.AddressRule;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.Header;
import io.fleetwire.engine.Secret;
import io.fleetwire.testkit.FakeAuthority;
import io.fleetwire.testkit.FakeIdentity;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class OptionsBookTest extends OwnHouse {
  private static final EndpointId ID = Samples.ENDPOINT;
  private static final EndpointId OTHER = new EndpointId(78);

  private void restart() {
    house.close();
    house = House.open(folder);
  }

  static Stream<CallbackOptions> options() {
    Secret secret = new Secret("sesame");
    FakeIdentity identity = FakeAuthority.create("Clients", House.NOW).issue(House.NOW, "us");
    return Stream.of(
            new Authentication.None(),
            new Authentication.Basic("user", new Secret("")),
            new Authentication.Bearer(secret),
            new Authentication.ApiKeyHeader("X-Key", secret),
            new Authentication.OAuth2ClientCredentials(
                "https://as.example/token", "me", secret, "a b", ClientProof.BASIC),
            new Authentication.OAuth2ClientCredentials(
                "https://as.example/token", "me", secret, "", ClientProof.BODY),
            new Authentication.MutualTls(identity.certificatePem(), new Secret(identity.keyPem())))
        .map(
            authentication ->
                new CallbackOptions(
                    List.of(new Header("X-A", "b: c"), new Header("X-Empty", "")),
                    authentication,
                    true));
  }

  @ParameterizedTest
  @MethodSource("options")
  void keepsOptionsThroughARestart(CallbackOptions options) {
    assertThat(options.faults(AddressRule.NONE)).isEmpty();
    house.put(ID, options);
    assertThat(house.book().get(ID)).isEqualTo(options);
    restart();
    assertThat(house.book().get(ID)).isEqualTo(options);
    assertThat(house.book().get(OTHER)).isEqualTo(CallbackOptions.NONE);
  }

  @Test
  void keepsKeysThroughARestartAndForgetsThoseThatAreOver() {
    SigningKey first = house.book().newKey(SigningKey.Scheme.HMAC);
    SigningKey second = house.book().newKey(SigningKey.Scheme.ED25519);
    SigningKey third = house.book().newKey(SigningKey.Scheme.HMAC);
    house.sign(ID, first);
    rotate(second, Duration.ofHours(1));
    rotate(third, Duration.ofHours(2));
    restart();
    SigningKeys keys = house.book().findKeys(ID).orElseThrow();
    assertThat(keys.current()).isEqualTo(third);
    assertThat(keys.since()).isEqualTo(House.NOW);
    assertThat(keys.retiring())
        .containsExactly(
            new SigningKeys.Retiring(second, House.NOW.plus(Duration.ofHours(2))),
            new SigningKeys.Retiring(first, House.NOW.plus(Duration.ofHours(1))));
    assertThat(house.book().get(ID)).isEqualTo(CallbackOptions.NONE);

    house.database().write(tx -> SigningKeyTable.forget(tx, House.NOW.plus(Duration.ofHours(1))));
    restart();
    assertThat(house.book().findKeys(ID).orElseThrow().retiring()).hasSize(1);
  }

  private SigningKeys.Rotation rotate(SigningKey next, Duration overlap) {
    return house.database().write(tx -> house.book().rotate(tx, ID, next, overlap));
  }

  private SigningKeys.Rotation rotate(Duration overlap) {
    return rotate(house.book().newKey(SigningKey.Scheme.HMAC), overlap);
  }

  @Test
  void anOverlapOfNothingEndsTheOldKeyAtOnce() {
    house.sign(ID, house.book().newKey(SigningKey.Scheme.HMAC));
    rotate(Duration.ZERO);
    assertThat(house.book().findKeys(ID).orElseThrow().retiring()).isEmpty();
  }

  @Test
  void theFirstRotationOfAnUnsignedEndpointBeginsToSign() {
    assertThat(rotate(SigningKeys.OVERLAP)).isInstanceOf(SigningKeys.Rotated.class);
    assertThat(house.book().findKeys(ID).orElseThrow().retiring()).isEmpty();
  }

  @Test
  void refusesToLetMoreKeysRetireThanARequestCanCarry() {
    for (int i = 0; i <= SigningKeys.RETIRING_MAX; i++) {
      assertThat(rotate(Duration.ofHours(i + 1))).isInstanceOf(SigningKeys.Rotated.class);
    }
    SigningKeys before = house.book().findKeys(ID).orElseThrow();
    assertThat(rotate(Duration.ofHours(9)))
        .isEqualTo(new SigningKeys.Crowded(House.NOW.plus(Duration.ofHours(2))));
    assertThat(house.book().findKeys(ID)).contains(before);
    house.clock.advance(Duration.ofHours(2));
    assertThat(rotate(Duration.ofHours(9))).isInstanceOf(SigningKeys.Rotated.class);
  }

  @Test
  void removesEverything() {
    house.put(ID, CallbackOptions.NONE.withOrigin(true));
    house.sign(ID, house.book().newKey(SigningKey.Scheme.HMAC));
    house.sign(OTHER, house.book().newKey(SigningKey.Scheme.HMAC));
    house
        .database()
        .write(
            tx -> {
              house.book().remove(tx, ID);
              return true;
            });
    for (int i = 0; i < 2; i++) {
      assertThat(house.book().get(ID)).isEqualTo(CallbackOptions.NONE);
      assertThat(house.book().findKeys(ID)).isEmpty();
      assertThat(house.book().findKeys(OTHER)).isPresent();
      restart();
    }
  }

  @Test
  void stopsSigning() {
    house.sign(ID, house.book().newKey(SigningKey.Scheme.HMAC));
    house
        .database()
        .write(
            tx -> {
              house.book().stopSigning(tx, ID);
              assertThat(house.book().findKeys(tx, ID)).isEmpty();
              return true;
            });
    assertThat(house.book().findKeys(ID)).isEmpty();
  }

  @Test
  void whatIsUndoneWasNeverWorn() {
    CallbackOptions options = CallbackOptions.NONE.withOrigin(true);
    house.undone(
        tx -> {
          house.book().put(tx, ID, options);
          house.book().sign(tx, ID, house.book().newKey(SigningKey.Scheme.HMAC));
          assertThat(house.book().get(tx, ID)).isEqualTo(options);
        });
    assertThat(house.book().get(ID)).isEqualTo(CallbackOptions.NONE);
    assertThat(house.book().findKeys(ID)).isEmpty();
  }

  @Test
  void savesNothingWithAFault() {
    CallbackOptions bad = CallbackOptions.NONE.withHeaders(List.of(new Header("Host", "x")));
    assertThatThrownBy(() -> house.put(ID, bad)).isInstanceOf(AssertionError.class);
  }

  @Test
  void holdsManyEndpoints() {
    CallbackOptions options = CallbackOptions.NONE.withOrigin(true);
    house
        .database()
        .write(
            tx -> {
              for (int i = 1; i <= 3000; i++) {
                house.book().put(tx, new EndpointId((long) i << 22), options);
              }
              return true;
            });
    for (int i = 1; i <= 3000; i++) {
      assertThat(house.book().get(new EndpointId((long) i << 22))).isEqualTo(options);
    }
  }
}

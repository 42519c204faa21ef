package io.fleetwire.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.Secret;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SecretTest {

  @Test
  void printsAsStarsAlsoInsideOfOtherValues() {
    Secret secret = new Secret("open sesame");
    assertThat(secret).hasToString("******");
    assertThat(List.of(secret)).hasToString("[******]");
    assertThat(new TokenAnswer.Granted(secret, Duration.ZERO, Scopes.NONE).toString())
        .doesNotContain("sesame");
    assertThat(secret.reveal()).isEqualTo("open sesame");
  }

  @Test
  void requestsDoNotPrintWhatTheyCarry() {
    assertThat(new TokenRequest("client_secret=sesame", List.of("Basic sesame"), "a").toString())
        .doesNotContain("sesame");
    assertThat(new LegacyExchange("sesame", "sesame", 30, "a").toString()).doesNotContain("sesame");
  }

  @Test
  void areEqualByTheirText() {
    assertThat(new Secret("a")).isEqualTo(new Secret("a")).isNotEqualTo(new Secret("b"));
    assertThat(new Secret("a")).hasSameHashCodeAs(new Secret("b"));
  }

  @Test
  void eachKindBeginsInItsOwnWay() {
    assertThat(Stream.of(SecretKind.values()).map(SecretKind::prefix)).doesNotHaveDuplicates();
  }

  @Test
  void newOnesAreDifferentAndHave256Bits() {
    Secrets secrets = new Secrets(new SecureRandom());
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      String text = secrets.next(SecretKind.CLIENT_SECRET).reveal();
      assertThat(text).matches("fws_[A-Za-z0-9_-]{43}");
      assertThat(seen.add(text)).isTrue();
    }
  }
}

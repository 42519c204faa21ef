package io.fleetwire.apple;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.pki.Authority;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class AcmeNoncesTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final AppleWorld world = new AppleWorld(now::get, RANDOM);
  private final AcmeNonces nonces = new AcmeNonces(AppleSite.AUTHORITY, world);

  @Test
  void aNonceIsGoodOnceAndForAnHour() {
    String first = nonces.next();
    assertThat(nonces.use(first)).isTrue();
    assertThat(nonces.use(first)).isFalse();
    String second = nonces.next();
    pass(Duration.ofMinutes(61));
    assertThat(nonces.use(second)).isFalse();
    assertThat(nonces.use(first)).as("nor is it forgotten that it was used").isFalse();
  }

  @Test
  void aServerOfTheSameDatabaseTakesAnothersNonce() {
    AcmeNonces other = new AcmeNonces(AppleSite.AUTHORITY, world);
    assertThat(other.use(nonces.next())).isTrue();
    AcmeNonces stranger = new AcmeNonces(Authority.create("Other", NOON, RANDOM), world);
    assertThat(stranger.use(nonces.next())).isFalse();
    String ahead = nonces.next();
    pass(Duration.ofMinutes(-10));
    assertThat(other.use(ahead)).as("of a time that is far from come").isFalse();
  }

  /// A flood costs those who are slow a second try, and takes no memory.
  @Test
  void whenTooManyAreUsedTheOldestAreRefusedUnseen() {
    String slow = nonces.next();
    pass(Duration.ofMillis(1));
    String used = nonces.next();
    assertThat(nonces.use(used)).isTrue();
    for (int i = 0; i < AcmeNonces.REMEMBERED_MAX; i++) {
      pass(Duration.ofMillis(1));
      assertThat(nonces.use(nonces.next())).isTrue();
    }
    assertThat(nonces.use(slow)).as("was given out before what was forgotten").isFalse();
    assertThat(nonces.use(used)).as("was forgotten").isFalse();
    assertThat(nonces.use(nonces.next())).isTrue();
  }

  private void pass(Duration time) {
    now.updateAndGet(at -> at.plus(time));
  }
}

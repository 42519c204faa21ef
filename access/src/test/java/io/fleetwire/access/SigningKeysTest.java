package io.fleetwire.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import io.fleetwire.engine.Secret;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SigningKeysTest extends OwnWorld {
  private static final Duration SIGNS_FOR = Duration.ofDays(90);

  private ClientAnswer.NewClient client;

  @BeforeEach
  void open() {
    client = world.client("kai");
  }

  @Test
  void thereIsNoKeyBeforeTheFirstToken() {
    assertThat(stored()).isEmpty();
    world.access().pump().step();
    assertThat(stored()).isEmpty();
    world.accessToken(client);
    assertThat(stored()).hasSize(1);
  }

  @Test
  void manyWhoWantTheFirstKeyGetTheSame() throws InterruptedException {
    SigningKeys keys = keys();
    Set<String> kids = ConcurrentHashMap.newKeySet();
    List<Thread> threads =
        IntStream.range(0, 20)
            .mapToObj(_ -> Thread.ofVirtual().start(() -> kids.add(keys.signing().kid())))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(kids).hasSize(1);
    assertThat(stored()).hasSize(1);
  }

  @Test
  void aRestartSignsWithTheSameKey() {
    String before = kid(world.accessToken(client));
    world.reopen();
    assertThat(kid(world.accessToken(client))).isEqualTo(before);
  }

  @Test
  void anOldKeyIsReplacedAndItsTokensStayGoodToTheirEnd() {
    world.accessToken(client);
    world.clock.advance(SIGNS_FOR.minusSeconds(1));
    Secret last = world.accessToken(client);
    world.access().pump().step();
    assertThat(kid(world.accessToken(client))).isEqualTo(kid(last));

    world.clock.advance(Duration.ofMinutes(2));
    world.access().pump().step();
    Secret next = world.accessToken(client);
    assertThat(kid(next)).isNotEqualTo(kid(last));
    world.reopen();
    assertThat(world.verify(last)).isInstanceOf(Verification.Valid.class);
    assertThat(world.verify(next)).isInstanceOf(Verification.Valid.class);
    world.clock.advance(Duration.ofMinutes(10));
    assertThat(world.verify(last)).isInstanceOf(Verification.Expired.class);
  }

  @Test
  void aReplacedKeyGoesWhenItsLastTokenHasEnded() {
    world.accessToken(client);
    world.clock.advance(SIGNS_FOR);
    world.access().pump().step();
    assertThat(stored()).hasSize(2);
    world.clock.advance(Duration.ofMinutes(64));
    world.access().pump().step();
    assertThat(stored()).hasSize(2);
    world.clock.advance(Duration.ofMinutes(1));
    world.access().pump().step();
    assertThat(stored()).hasSize(1);
  }

  @Test
  void rotatingTwiceAtTheSameTimeIsRotatingOnce() {
    SigningKeys keys = keys();
    keys.signing();
    world.clock.advance(SIGNS_FOR);
    keys.rotateIfDue(world.clock.instant());
    keys.rotateIfDue(world.clock.instant());
    assertThat(stored()).hasSize(2);
    Set<Boolean> signing = new HashSet<>(stored().stream().map(SigningKey::signs).toList());
    assertThat(signing).containsExactlyInAnyOrder(true, false);
  }

  @Test
  void aKeyDoesNotPrintItsPrivateHalf() {
    SigningKey key = keys().signing();
    assertThat(key).hasToString("SigningKey[" + key.kid() + "]");
    assertThat(new KeyRing(List.of(key)).toString()).doesNotContain("private");
  }

  private SigningKeys keys() {
    return new SigningKeys(world.database(), SIGNS_FOR, world.clock, new SecureRandom());
  }

  private List<SigningKey> stored() {
    return world.database().read(TokenKeyTable::list);
  }

  private static String kid(Secret token) {
    try {
      return SignedJWT.parse(token.reveal()).getHeader().getKeyID();
    } catch (ParseException e) {
      throw new AssertionError(e);
    }
  }
}

package io.fleetwire.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RevocationTest extends OwnWorld {
  private ClientAnswer.NewClient client;

  @BeforeEach
  void open() {
    client = world.client("kai");
  }

  @Test
  void aRevokedTokenIsDeadAtOnceAlsoWhenItsSignatureIsRemembered() {
    Secret token = world.accessToken(client);
    Secret other = world.accessToken(client);
    assertThat(world.verify(token)).isInstanceOf(Verification.Valid.class);
    assertThat(world.revoke(client, token)).isInstanceOf(RevokeAnswer.Revoked.class);
    assertThat(world.verify(token)).isInstanceOf(Verification.Revoked.class);
    assertThat(world.verify(other)).isInstanceOf(Verification.Valid.class);
  }

  @Test
  void aRevokedTokenStaysDeadAfterARestart() {
    Secret token = world.accessToken(client);
    assertThat(world.revoke(client, token)).isInstanceOf(RevokeAnswer.Revoked.class);
    world.reopen();
    assertThat(world.verify(token)).isInstanceOf(Verification.Revoked.class);
  }

  @Test
  void revokingTwiceOrSomethingUnknownIsSuccess() {
    Secret token = world.accessToken(client);
    for (Secret unknown :
        List.of(token, token, new Secret("x"), new Secret("fwr_x"), new Secret("a.b.c"))) {
      assertThat(world.revoke(client, unknown)).isInstanceOf(RevokeAnswer.Revoked.class);
    }
  }

  @Test
  void anExpiredTokenIsRevokedWithoutLeavingARow() {
    Secret token = world.accessToken(client);
    world.clock.advance(Duration.ofHours(1));
    assertThat(world.revoke(client, token)).isInstanceOf(RevokeAnswer.Revoked.class);
    List<RevocationTable.Revocation> rows =
        world.database().read(tx -> RevocationTable.list(tx, 10));
    assertThat(rows).isEmpty();
  }

  @Test
  void aClientMayRevokeItsOwnTokensOnly() {
    Secret token = world.accessToken(client);
    ClientAnswer.NewClient other = world.client("kai");
    assertThat(world.revoke(other, token))
        .isInstanceOfSatisfying(
            RevokeAnswer.Refused.class,
            refused -> assertThat(refused.error()).isEqualTo(OAuthError.INVALID_CLIENT));
    assertThat(world.verify(token)).isInstanceOf(Verification.Valid.class);
  }

  @Test
  void aWrongSecretRevokesNothing() {
    Secret token = world.accessToken(client);
    ClientAnswer.NewClient liar = new ClientAnswer.NewClient(client.client(), new Secret("wrong"));
    assertThat(world.revoke(liar, token))
        .isInstanceOfSatisfying(
            RevokeAnswer.Refused.class,
            refused -> assertThat(refused.error()).isEqualTo(OAuthError.INVALID_CLIENT));
    assertThat(world.verify(token)).isInstanceOf(Verification.Valid.class);
  }

  @Test
  void whatCannotBeReadOrHasNoTokenIsAnInvalidRequest() {
    AuthorizationServer server = world.access().authorizationServer();
    assertThat(server.revoke(World.request(client, Map.of())))
        .isInstanceOfSatisfying(
            RevokeAnswer.Refused.class,
            refused -> assertThat(refused.error()).isEqualTo(OAuthError.INVALID_REQUEST));
    assertThat(server.revoke(World.request("token=%")))
        .isInstanceOfSatisfying(
            RevokeAnswer.Refused.class,
            refused -> assertThat(refused.error()).isEqualTo(OAuthError.INVALID_REQUEST));
  }

  @Test
  void whoKeepsFailingToRevokeIsSlowedDown() {
    ClientAnswer.NewClient liar = new ClientAnswer.NewClient(client.client(), new Secret("wrong"));
    for (int i = 0; i < FailureLimits.Kind.CLIENT.burst(); i++) {
      assertThat(world.revoke(liar, new Secret("x"))).isInstanceOf(RevokeAnswer.Refused.class);
    }
    assertThat(world.revoke(liar, new Secret("x"))).isInstanceOf(TooMany.class);
  }

  @Test
  void aRevocationThatDoesNotFitIntoMemoryCountsAllTheSame() {
    Revocations small = new Revocations(world.database(), 2);
    revoke(small, List.of("a", "b", "c", "d"), 60);
    Revocations reopened = new Revocations(world.database(), 2);
    for (Revocations each : List.of(small, reopened)) {
      assertThat(List.of("a", "b", "c", "d"))
          .allSatisfy(id -> assertThat(each.of(token(id))).hasSize(1));
      assertThat(each.of(token("e"))).isEmpty();
    }
  }

  /// A thousand at a time, so that whoever looks meanwhile would see the half of it.
  @Test
  void whatIsRevokedStaysSoWhileMemoryIsCompletedAgain() throws Exception {
    int size = 1_000;
    Revocations small = new Revocations(world.database(), size);
    List<String> lasting = IntStream.range(0, size).mapToObj(i -> "id" + i).toList();
    revoke(small, List.of("short"), 60);
    revoke(small, lasting, 600);
    world.clock.advance(Duration.ofSeconds(61));
    AtomicBoolean isDone = new AtomicBoolean();
    FutureTask<List<String>> looks = new FutureTask<>(() -> alive(small, lasting, isDone));
    Thread.ofVirtual().start(looks);
    try {
      small.dropExpired(world.clock.instant(), 10);
    } finally {
      isDone.set(true);
    }
    assertThat(looks.get()).isEmpty();
  }

  private static List<String> alive(Revocations small, List<String> ids, AtomicBoolean isDone) {
    List<String> alive = new ArrayList<>();
    while (!isDone.get()) {
      ids.stream().filter(id -> small.of(token(id)).isEmpty()).forEach(alive::add);
    }
    return alive;
  }

  private void revoke(Revocations revocations, List<String> ids, int seconds) {
    world
        .database()
        .write(
            tx -> {
              ids.forEach(
                  id -> revocations.add(tx, id, world.clock.instant().plusSeconds(seconds)));
              return ids;
            });
  }

  @Test
  void memoryThatOverflowedIsCompleteAgainWhenEnoughHasExpired() {
    Revocations small = new Revocations(world.database(), 2);
    revoke(small, List.of("a", "b", "c"), 60);
    revoke(small, List.of("d"), 600);
    world.clock.advance(Duration.ofSeconds(60));
    assertThat(small.dropExpired(world.clock.instant(), 10)).isEqualTo(3);
    assertThat(small.of(token("d"))).hasSize(1);
    assertThat(small.of(token("a"))).isEmpty();
  }

  private static Revocations.Subjects token(String id) {
    return new Revocations.Subjects(id, "", "client:other");
  }
}

package io.fleetwire.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevocationTest {
  @TempDir Path folder;
  private World world;
  private ClientAnswer.NewClient client;

  @BeforeEach
  void open() {
    world = new World(folder);
    client = world.client("kai");
  }

  @AfterEach
  void close() {
    world.close();
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
    for (String id : List.of("a", "b", "c", "d")) {
      world
          .database()
          .write(
              tx -> {
                small.add(tx, id, world.clock.instant().plusSeconds(60));
                return id;
              });
    }
    Revocations reopened = new Revocations(world.database(), 2);
    for (Revocations each : List.of(small, reopened)) {
      assertThat(List.of("a", "b", "c", "d"))
          .allSatisfy(id -> assertThat(each.of(token(id))).hasSize(1));
      assertThat(each.of(token("e"))).isEmpty();
    }
  }

  @Test
  void memoryThatOverflowedIsCompleteAgainWhenEnoughHasExpired() {
    Revocations small = new Revocations(world.database(), 2);
    for (String id : List.of("a", "b", "c", "d")) {
      int seconds = id.equals("d") ? 600 : 60;
      world
          .database()
          .write(
              tx -> {
                small.add(tx, id, world.clock.instant().plusSeconds(seconds));
                return id;
              });
    }
    world.clock.advance(Duration.ofSeconds(60));
    assertThat(small.dropExpired(world.clock.instant(), 10)).isEqualTo(3);
    assertThat(small.of(token("d"))).hasSize(1);
    assertThat(small.of(token("a"))).isEmpty();
  }

  private static Revocations.Subjects token(String id) {
    return new Revocations.Subjects(id, "", "client:other");
  }
}

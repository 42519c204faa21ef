package io.fleetwire.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.Secret;
import io.fleetwire.store.Database;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class AccessPumpTest extends OwnWorld {
  @Test
  void whatHasExpiredIsDroppedInBoundedBatches() {
    Instant soon = world.clock.instant().plusSeconds(60);
    int count = 2 * AccessPump.BATCH_MAX + 10;
    world
        .database()
        .write(
            tx -> {
              for (int i = 0; i < count; i++) {
                LegacyClientTable.useJwtId(tx, "client", "jti-" + i, soon);
              }
              LegacyClientTable.useJwtId(tx, "client", "later", soon.plusSeconds(1));
              return count;
            });
    world.access().pump().step();
    assertThat(count("used_jwt_id")).isEqualTo(count + 1);

    world.clock.advance(Duration.ofSeconds(60));
    assertThat(world.access().pump().step()).isEqualTo(world.clock.instant());
    assertThat(count("used_jwt_id")).isEqualTo(count + 1 - AccessPump.BATCH_MAX);
    assertThat(world.access().pump().step()).isEqualTo(world.clock.instant());
    assertThat(world.access().pump().step()).isAfter(world.clock.instant());
    assertThat(count("used_jwt_id")).isEqualTo(1);
  }

  @Test
  void grantsGoWithTheLastOfTheirCodesAndTokens() {
    ClientAnswer.NewClient client = world.clientWithRedirect("kai");
    User user = world.user(world.organization(), "ann@example.com");
    world.codeFor(client, user, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    assertThat(count("oauth_grant")).isEqualTo(1);
    world.clock.advance(Duration.ofHours(23));
    world.access().pump().step();
    assertThat(count("authorization_code")).isEqualTo(1);
    world.clock.advance(Duration.ofHours(1));
    world.access().pump().step();
    assertThat(count("authorization_code")).isZero();
    assertThat(count("oauth_grant")).isZero();
  }

  @Test
  void revocationsGoWhenTheirTokensHaveExpired() {
    ClientAnswer.NewClient client = world.client("kai");
    Secret token = world.accessToken(client);
    assertThat(world.revoke(client, token)).isInstanceOf(RevokeAnswer.Revoked.class);
    world.clock.advance(Duration.ofMinutes(10));
    world.access().pump().step();
    assertThat(count("revocation")).isZero();
    assertThat(world.verify(token)).isInstanceOf(Verification.Expired.class);
  }

  @Test
  void beforeItsTimeItDoesNothing() {
    Instant next = world.access().pump().step();
    assertThat(next).isAfter(world.clock.instant());
    world.clock.advance(Duration.ofSeconds(1));
    assertThat(world.access().pump().step()).isEqualTo(next);
  }

  private long count(String table) {
    Database database = world.database();
    return database
        .read(tx -> tx.find("SELECT count(*) FROM " + table, row -> row.longAt(1)))
        .orElseThrow();
  }
}

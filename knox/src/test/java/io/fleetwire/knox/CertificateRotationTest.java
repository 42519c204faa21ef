package io.fleetwire.knox;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.store.Database;
import io.fleetwire.store.DatabaseSettings;
import io.fleetwire.store.SqlEngineStore;
import io.fleetwire.testkit.SettableClock;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CertificateRotationTest {
  private final SettableClock clock = SettableClock.atNoon();
  private final KnoxWorld world = new KnoxWorld(clock, new SecureRandom(), new SecureRandom());
  @TempDir Path folder;
  private Database database;
  private CertificateRotation rotation;

  @BeforeEach
  void open() {
    database = database(DatabaseSettings.server(folder));
    rotation = CertificateRotation.open(database, CertificateSettings.STANDARD, world);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void theFirstStartMakesAKeyAndTheNextOnesKeepIt() {
    String first = rotation.current().keyId();
    database.close();
    open();
    assertThat(rotation.current().keyId()).isEqualTo(first);
    assertThat(rotation.current().key()).isNotNull();
    assertThat(rotation.findNext()).isEmpty();
    assertThat(rotation.status().served()).hasSize(1);
  }

  @Test
  void aCertificateIsRenewedByItselfHalfAYearBeforeItsEnd() {
    SigningIdentity old = rotation.current();
    Instant end = old.certificate().getNotAfter().toInstant();
    clock.set(end.minus(Duration.ofDays(180)).minusMillis(1));
    rotation.step();
    assertThat(rotation.current().keyId()).isEqualTo(old.keyId());
    clock.advance(Duration.ofMillis(1));
    rotation.step();
    assertThat(rotation.current().keyId()).isNotEqualTo(old.keyId());
    assertThat(publicKey()).isEqualTo(old.certificate().getPublicKey());
    assertThat(rotation.current().certificate().getNotAfter().toInstant()).isAfter(end);
  }

  @Test
  void aServerThatWasOffForYearsRenewsBeforeItSigns() {
    String old = rotation.current().keyId();
    database.close();
    clock.advance(Duration.ofDays(2_000));
    open();
    assertThat(rotation.current().keyId()).isNotEqualTo(old);
    assertThat(rotation.current().certificate().getNotAfter().toInstant()).isAfter(clock.instant());
  }

  @Test
  void renewingTakesEffectAtOnceAndKeepsTheKey() {
    PublicKey key = publicKey();
    clock.advance(Duration.ofDays(100));
    assertThat(rotation.renew()).isInstanceOf(RotationAnswer.Done.class);
    assertThat(publicKey()).isEqualTo(key);
    assertThat(rotation.current().certificate().getNotBefore().toInstant())
        .isBetween(clock.instant().minus(Duration.ofDays(1)), clock.instant());
    assertThat(rotation.findNext()).isEmpty();
  }

  @Test
  void aNewKeyIsPublishedForAMonthBeforeItSigns() {
    SigningIdentity old = rotation.current();
    assertThat(rotation.rekey()).isInstanceOf(RotationAnswer.Done.class);
    SigningIdentity next = rotation.findNext().orElseThrow().identity();
    assertThat(next.certificate().getPublicKey()).isNotEqualTo(old.certificate().getPublicKey());
    clock.advance(Duration.ofDays(30).minusMillis(1));
    rotation.step();
    assertThat(rotation.current().keyId()).isEqualTo(old.keyId());
    clock.advance(Duration.ofMillis(1));
    rotation.step();
    assertThat(rotation.current().keyId()).isEqualTo(next.keyId());
    assertThat(rotation.findNext()).isEmpty();
  }

  @Test
  void aSecondNewKeyWaitsForTheFirst() {
    rotation.rekey();
    Instant signsFrom = rotation.findNext().orElseThrow().signsFrom();
    assertThat(rotation.rekey()).isEqualTo(new RotationAnswer.AlreadyPublished(signsFrom));
    assertThat(rotation.status().served()).hasSize(2);
  }

  @Test
  void withoutOverlapTheNextKeySignsAtOnce() {
    rotation.rekey();
    String next = rotation.findNext().orElseThrow().identity().keyId();
    rotation.rekeyWithoutOverlap();
    assertThat(rotation.current().keyId()).isEqualTo(next);
    rotation.rekeyWithoutOverlap();
    assertThat(rotation.current().keyId()).isNotEqualTo(next);
    assertThat(rotation.findNext()).isEmpty();
  }

  @Test
  void renewingLeavesTheNextKeyAlone() {
    rotation.rekey();
    String next = rotation.findNext().orElseThrow().identity().keyId();
    rotation.renew();
    assertThat(rotation.findNext().orElseThrow().identity().keyId()).isEqualTo(next);
  }

  @Test
  void aPublishedKeySurvivesARestart() {
    rotation.rekey();
    String next = rotation.findNext().orElseThrow().identity().keyId();
    database.close();
    clock.advance(Duration.ofDays(31));
    open();
    assertThat(rotation.current().keyId()).isEqualTo(next);
  }

  @Test
  void keysThatRetireAreErased() {
    rotation.renew();
    rotation.rekeyWithoutOverlap();
    List<Integer> keys =
        database.read(
            tx -> tx.list("SELECT count(private_key) FROM knox_certificate", row -> row.intAt(1)));
    assertThat(keys).containsExactly(1);
  }

  @Test
  void aRunningServerFollowsACommandBesideIt() {
    try (Database tool = database(DatabaseSettings.tool(folder))) {
      CertificateRotation command =
          CertificateRotation.open(tool, CertificateSettings.STANDARD, world);
      assertThat(command.current().keyId()).isEqualTo(rotation.current().keyId());
      command.rekey();
      command.rekeyWithoutOverlap();
      assertThat(rotation.current().keyId()).isNotEqualTo(command.current().keyId());
      rotation.step();
      assertThat(rotation.current().keyId()).isEqualTo(command.current().keyId());
    }
  }

  private PublicKey publicKey() {
    return rotation.current().certificate().getPublicKey();
  }

  private static Database database(DatabaseSettings settings) {
    return Database.open(settings, List.of(SqlEngineStore.SCHEMA, Knox.SCHEMA));
  }
}

package io.fleetwire.bin;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.access.AuditEntry;
import io.fleetwire.bin.Finding.Verdict;
import io.fleetwire.callback.SigningKey;
import io.fleetwire.engine.Budgets;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Payload;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BinDeskTest {
  @TempDir private Path folder;

  @Test
  void aSignatureByTheEndpointsKeyIsGenuine() {
    try (World world = World.open(folder)) {
      Bin bin = world.bin();
      SigningKey key = world.key();
      world.endpoint(World.ACME, url(bin), key);
      Catch caught = sent(world, bin, world.signed(url(bin), key, "{\"a\":1}"));
      assertThat(caught.finding().verdict()).isEqualTo(Verdict.VALID);
      assertThat(caught.finding().words()).contains("evt_1");
      assertThat(world.desk().hasVerified(World.ACME)).isTrue();
      assertThat(world.desk().hasVerified(World.STRANGER.organization())).isFalse();
    }
  }

  @Test
  void anotherKeyOrAnotherBodyIsNot() {
    try (World world = World.open(folder)) {
      Bin bin = world.bin();
      SigningKey key = world.key();
      world.endpoint(World.ACME, url(bin), key);
      Catch foreign = sent(world, bin, world.signed(url(bin), world.key(), "{}"));
      assertThat(foreign.finding().verdict()).isEqualTo(Verdict.WRONG);
      assertThat(foreign.finding().words()).contains("does not fit");
      OutboundRequest signed = world.signed(url(bin), key, "{}");
      OutboundRequest other =
          new OutboundRequest(
              url(bin), signed.headers(), new Payload("application/json", new byte[] {'['}));
      assertThat(sent(world, bin, other).finding().verdict()).isEqualTo(Verdict.WRONG);
      assertThat(world.desk().hasVerified(World.ACME)).isFalse();
    }
  }

  /// What somebody else's endpoint signs proves nothing to this organization.
  @Test
  void onlyTheOrganizationsOwnEndpointsCount() {
    try (World world = World.open(folder)) {
      Bin bin = world.bin();
      SigningKey key = world.key();
      world.endpoint(World.STRANGER.organization(), url(bin), key);
      Catch caught = sent(world, bin, world.signed(url(bin), key, "{}"));
      assertThat(caught.finding().verdict()).isEqualTo(Verdict.WRONG);
      assertThat(caught.finding().words()).contains("there is no key");
    }
  }

  @Test
  void whatIsNotSignedIsSaidToBeSo() {
    try (World world = World.open(folder)) {
      Bin bin = world.bin();
      Catch caught = sent(world, bin, World.plain(url(bin), new byte[] {'x'}));
      assertThat(caught.finding().verdict()).isEqualTo(Verdict.UNSIGNED);
      assertThat(caught.body().bytes()).isEqualTo(new byte[] {'x'});
      assertThat(caught.header("Content-Type")).contains("text/plain");
      assertThat(caught.sender()).isEmpty();
    }
  }

  @Test
  void credentialsAreNotKept() {
    try (World world = World.open(folder)) {
      Bin bin = world.bin();
      Catch caught = sent(world, bin, world.signed(url(bin), world.key(), "{}"));
      assertThat(caught.header("Authorization")).contains("Bearer (6 characters, not kept)");
    }
  }

  @Test
  void theNewestAreKeptWithinNumberAndBytes() {
    try (World world = World.open(folder)) {
      Bin bin = world.bin();
      for (int i = 0; i < BinDesk.CATCHES_MAX + 5; i++) {
        sent(world, bin, World.plain(url(bin), new byte[] {(byte) i}));
      }
      List<CatchLine> many = world.desk().catches(bin);
      assertThat(many).hasSize(BinDesk.CATCHES_MAX);
      byte[] large = new byte[BinReceiver.BODY_BYTES_MAX];
      sent(world, bin, World.plain(url(bin), large));
      sent(world, bin, World.plain(url(bin), large));
      assertThat(world.desk().catches(bin)).hasSize(2);
      sent(world, bin, World.plain(url(bin), new byte[] {1}));
      assertThat(world.desk().catches(bin))
          .extracting(CatchLine::bodyBytes)
          .containsExactly(1L, (long) large.length);
    }
  }

  @Test
  void whatIsOldIsForgotten() {
    try (World world = World.open(folder)) {
      Bin bin = world.bin();
      sent(world, bin, World.plain(url(bin), new byte[0]));
      world.clock.advance(BinDesk.KEPT.minus(Duration.ofMinutes(1)));
      sent(world, bin, World.plain(url(bin), new byte[0]));
      world.bins().pump().step();
      assertThat(world.desk().catches(bin)).hasSize(2);
      world.clock.advance(Duration.ofMinutes(2));
      world.bins().pump().step();
      assertThat(world.desk().catches(bin)).hasSize(1);
    }
  }

  @Test
  void strangersSeeAndChangeNothing() {
    try (World world = World.open(folder)) {
      Bin bin = world.bin();
      sent(world, bin, World.plain(url(bin), new byte[0]));
      BinDesk desk = world.desk();
      assertThat(desk.find(World.STRANGER.organization(), bin.id())).isEmpty();
      assertThat(desk.list(World.STRANGER.organization())).isEmpty();
      assertThat(desk.setAnswer(World.STRANGER, bin.id(), Bin.Answer.GONE)).isFalse();
      assertThat(desk.clear(World.STRANGER, bin.id())).isFalse();
      assertThat(desk.delete(World.STRANGER, bin.id())).isFalse();
      assertThat(desk.find(World.ACME, bin.id())).contains(bin);
      assertThat(desk.catches(bin)).hasSize(1);
    }
  }

  @Test
  void anOrganizationHasAFew() {
    try (World world = World.open(folder)) {
      for (int i = 0; i < BinDesk.BINS_MAX; i++) {
        world.bin();
      }
      assertThat(world.desk().create(World.ANN, "One more", World.ORIGIN))
          .isInstanceOf(BinDesk.Answer.Refused.class);
      World.made(world.desk().create(World.STRANGER, "Theirs", World.ORIGIN));
      assertThat(world.desk().create(World.STRANGER, " ", World.ORIGIN))
          .isInstanceOf(BinDesk.Answer.Refused.class);
    }
  }

  @Test
  void whatIsDoneIsOnRecord() {
    try (World world = World.open(folder)) {
      Bin bin = world.bin();
      world.desk().setAnswer(World.ANN, bin.id(), Bin.Answer.FAIL);
      world.desk().delete(World.ANN, bin.id());
      assertThat(world.audit().list(World.ACME, Long.MAX_VALUE, 10))
          .extracting(AuditEntry::action)
          .containsExactly("bin.delete", "bin.answer", "bin.create");
    }
  }

  private static URI url(Bin bin) {
    return URI.create(bin.url(World.ORIGIN));
  }

  private static Catch sent(World world, Bin bin, OutboundRequest request) {
    world.door().send(request, Budgets.STANDARD);
    CatchLine line = world.desk().catches(bin).getFirst();
    return world.desk().findCatch(bin, line.caught().id()).orElseThrow();
  }
}

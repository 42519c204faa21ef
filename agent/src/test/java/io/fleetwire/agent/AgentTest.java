package io.fleetwire.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.testkit.FakeAdbServer;
import io.fleetwire.testkit.FakeAnswer;
import io.fleetwire.testkit.FakeUsbmuxd;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// An agent between daemons and a server.
@Timeout(60)
final class AgentTest {
  @TempDir private Path folder;
  private FakeAdbServer adb;
  private FakeUsbmuxd usbmuxd;
  private AgentBed bed;

  @BeforeEach
  void open() {
    adb = FakeAdbServer.start();
    usbmuxd = FakeUsbmuxd.start(folder.resolve("usbmuxd"));
    bed = AgentBed.open(folder, adb.port(), folder.resolve("usbmuxd"));
  }

  @AfterEach
  void close() {
    bed.close();
    adb.close();
    usbmuxd.close();
  }

  @Test
  void attachAndDetachAreReportedInTheirOrder() {
    bed.start();
    adb.attach("ce09", "device");
    bed.awaitReport("ce09 Online");
    adb.attach("ce09", "offline");
    bed.awaitReport("ce09 Offline");
    adb.attach("ce09", "unauthorized");
    bed.awaitReport("ce09 Offline ERROR");
    adb.detach("ce09");
    bed.awaitReport("ce09 Offline UNPLUGGED");
    assertThat(bed.reports())
        .containsExactly(
            "ce09 Online", "ce09 Offline", "ce09 Offline ERROR", "ce09 Offline UNPLUGGED");
  }

  @Test
  void aDeviceIsCalledWhatItSaysItIs() {
    bed.start();
    adb.attach("ce09", "device");
    bed.awaitReport("ce09 Online");
    assertThat(bed.last().path("name").stringValue()).isEqualTo("Galaxy Note 8");
    assertThat(bed.last().path("model").stringValue()).isEqualTo("SM-N950F");
    assertThat(bed.last().path("platformVersion").stringValue()).isEqualTo("9");
    usbmuxd.attach(4, "00008110000A1B2C3D4E5F60");
    bed.awaitReport("00008110-000A1B2C3D4E5F60 Online");
    assertThat(bed.last().path("platform").stringValue()).isEqualTo("iOS");
    assertThat(bed.last().path("name").stringValue()).isEqualTo("Lab iPhone");
    assertThat(bed.last().path("model").stringValue()).isEqualTo("iPhone14,2");
    usbmuxd.detach(4);
    bed.awaitReport("00008110-000A1B2C3D4E5F60 Offline UNPLUGGED");
  }

  @Test
  void whatChangesWhileTheServerIsAwayComesLaterInItsOrder() {
    bed.answer(FakeAnswer.status(503));
    bed.start();
    adb.attach("ce09", "device");
    bed.awaitTrouble("cannot take reports now");
    adb.detach("ce09");
    adb.attach("ce10", "device");
    bed.awaitBatch(3);
    bed.answerWell();
    bed.awaitCondition(() -> bed.settle() && bed.reports().contains("ce10 Online"));
    assertThat(bed.reports())
        .containsExactly("ce09 Online", "ce09 Offline UNPLUGGED", "ce10 Online");
  }

  @Test
  void anAgentThatDiedSaysWhatHappenedMeanwhile() {
    bed.start();
    adb.attach("ce09", "device");
    adb.attach("ce10", "device");
    bed.awaitReport("ce10 Online");
    bed.restart(() -> adb.detach("ce09"));
    bed.awaitCondition(() -> bed.settle() && bed.reports().contains("ce09 Offline UNPLUGGED"));
  }

  @Test
  void anAdbServerThatRestartsIsNoNews() {
    bed.start();
    adb.attach("ce09", "device");
    bed.awaitReport("ce09 Online");
    adb.die();
    bed.awaitTrouble("the adb server at 127.0.0.1:");
    adb.comeBack();
    adb.attach("ce10", "device");
    bed.awaitReport("ce10 Online");
    assertThat(bed.reports()).containsExactly("ce09 Online", "ce10 Online");
  }

  @Test
  void oneStartTellsOnceHowEverythingIsSoThatTheServerForgetsTheRest() {
    adb.attach("ce09", "device");
    bed.start();
    bed.awaitReport("ce09 Online");
    bed.awaitCondition(() -> bed.settle() && bed.hasTold("Android") && bed.hasTold("iOS"));
    assertThat(bed.completes())
        .as("together, or one after the other")
        .isSubsetOf("[Android, iOS] [ce09]", "[Android] [ce09]", "[iOS] []")
        .doesNotHaveDuplicates();
  }

  /// Most labs have phones of one kind, and no daemon for the other.
  @Test
  void aDaemonThatIsNotThereHoldsUpNobodyElsesCensus() {
    usbmuxd.close();
    adb.attach("ce09", "device");
    bed.start();
    bed.awaitTrouble("usbmuxd at");
    bed.awaitReport("ce09 Online");
    bed.awaitCondition(() -> bed.settle() && !bed.completes().isEmpty());
    assertThat(bed.completes()).containsExactly("[Android] [ce09]");
    usbmuxd = FakeUsbmuxd.start(folder.resolve("usbmuxd"));
    bed.awaitCondition(() -> bed.settle() && bed.completes().contains("[iOS] []"));
  }

  @Test
  void aHostThatHasNothingToSayIsAlive() {
    bed.start();
    bed.awaitCondition(() -> bed.settle() && bed.heartbeats() >= 3);
  }

  @Test
  void aReportThatTheServerRefusesHoldsUpNobody() {
    bed.answerUnfitTo("bad");
    bed.start();
    adb.attachAll(Map.of("bad", "device", "good", "device"));
    bed.awaitReport("good Online");
    bed.awaitTrouble("refuses a report of bad");
    assertThat(bed.reports()).containsExactly("good Online");
  }

  @Test
  void aWrongKeyAWrongServerAndARightOneAreToldApart() {
    assertThat(bed.refusal()).isEmpty();
    bed.answer(FakeAnswer.status(401));
    assertThat(bed.refusal()).contains("does not accept the key of agent@lab.example");
    bed.answer(FakeAnswer.status(403));
    assertThat(bed.refusal()).contains("may not report devices");
    bed.answer(FakeAnswer.status(404));
    assertThat(bed.refusal()).contains("is no Fleetwire with a device lab");
    bed.answer(FakeAnswer.text(200, "hello"));
    assertThat(bed.refusal()).contains("is no Fleetwire; check agent.server");
    bed.answer(new FakeAnswer.Close());
    assertThat(bed.refusal()).as("that passes").isEmpty();
  }
}

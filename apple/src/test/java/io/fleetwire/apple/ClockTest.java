package io.fleetwire.apple;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.plist.Plist;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Clocks that are wrong, ours and the devices', over real sockets (acceptance list, points 9 and
/// 15).
final class ClockTest {
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
  private FakeBackend backend;
  private AppleSite site;
  private TestDevice device;

  @BeforeEach
  void open(@TempDir Path folder) {
    backend = FakeBackend.start();
    InstantSource clock = () -> InstantSource.system().instant().plus(ahead.get());
    site = AppleSite.open(folder, AppleSite.settings(backend), clock);
    device = site.enrolled("UDID-1");
  }

  @AfterEach
  void close() {
    site.close();
    backend.close();
  }

  @Test
  void aDevicesClockMayBeFiveMinutesBehindItsCertificate() {
    Instant begin = device.certificate.getNotBefore().toInstant();
    assertThat(signedAt(begin.minus(Duration.ofMinutes(4))).statusCode()).isEqualTo(200);
    HttpResponse<byte[]> refused = signedAt(begin.minus(Duration.ofMinutes(6)));
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(TestDevice.text(refused)).contains("a time at which its certificate was not valid");
  }

  @Test
  void ourClockMayBeFiveMinutesBehindACertificate() {
    setTo(device.certificate.getNotBefore().toInstant().minus(Duration.ofMinutes(4)));
    assertThat(device.idle().statusCode()).isEqualTo(200);
    setTo(device.certificate.getNotBefore().toInstant().minus(Duration.ofMinutes(6)));
    HttpResponse<byte[]> refused = device.idle();
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(TestDevice.text(refused)).contains("the certificate is not valid yet");
  }

  @Test
  void aCertificateMayBeLateForAMonth() {
    Instant end = device.certificate.getNotAfter().toInstant();
    setTo(end.plus(Duration.ofDays(29)));
    assertThat(device.idle().statusCode()).isEqualTo(200);
    setTo(end.plus(Duration.ofDays(31)));
    HttpResponse<byte[]> refused = device.idle();
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(TestDevice.text(refused)).contains("ended more than 30 days ago");
  }

  /// Devices take the latest Timestamp for the newest state.
  @Test
  void aClockThatJumpsBackTurnsNoTimestampBack() {
    ahead.set(Duration.ofHours(3));
    String first = timestamp("a");
    ahead.set(Duration.ZERO);
    assertThat(timestamp("a")).as("the same state").isEqualTo(first);
    String second = timestamp("b");
    assertThat(Instant.parse(second)).isEqualTo(Instant.parse(first).plusSeconds(1));
    ahead.set(Duration.ofHours(5));
    assertThat(Instant.parse(timestamp("c"))).isAfter(Instant.parse(second).plusSeconds(60));
  }

  private String timestamp(String token) {
    backend.answer(
        "declaration-tokens",
        200,
        "{\"activationsToken\":\"%s\",\"configurationsToken\":\"b\",".formatted(token)
            + "\"assetsToken\":\"c\",\"managementToken\":\"d\"}");
    HttpResponse<byte[]> answer = device.checkIn(device.declarative("tokens"));
    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode tokens = AppleJson.parse(answer.body()).orElseThrow();
    String timestamp = tokens.at("/SyncTokens/Timestamp").asString("");
    assertThat(timestamp).as("whole seconds").matches("[0-9-]{10}T[0-9:]{8}Z");
    return timestamp;
  }

  private void setTo(Instant now) {
    ahead.set(Duration.between(InstantSource.system().instant(), now));
  }

  private HttpResponse<byte[]> signedAt(Instant instant) {
    byte[] idle = Plist.xml(device.identifiers.with("Status", "Idle"));
    return device.put("application/x-apple-aspen-mdm", idle, instant);
  }
}

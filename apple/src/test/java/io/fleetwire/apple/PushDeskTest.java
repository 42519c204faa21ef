package io.fleetwire.apple;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.Header;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.Sender;
import io.fleetwire.engine.Sent;
import io.fleetwire.engine.Timeline;
import io.fleetwire.engine.TlsIdentity;
import io.fleetwire.engine.TraceId;
import io.fleetwire.plist.PlistValue;
import io.fleetwire.testkit.FakeAuthority;
import io.fleetwire.testkit.FakeIdentity;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Devices that speak over real sockets, and a push service that answers as it is told.
final class PushDeskTest {
  private static final TraceId TRACE = new TraceId("trace-1");
  private static final String TOPIC = "com.apple.mgmt.test";

  @TempDir private Path folder;
  private final Instant now = InstantSource.system().instant();
  private final FakeAuthority authority = FakeAuthority.create("Push CA", now);
  private final List<OutboundRequest> pushes = new CopyOnWriteArrayList<>();
  private volatile Outcome outcome = answered(200, "", new Header("apns-id", "ID-1"));
  private volatile PushCertificate certificate = certificate(TOPIC, Duration.ofDays(90));
  private FakeBackend backend;
  private AppleSite site;

  @BeforeEach
  void open() {
    backend = FakeBackend.start();
    Sender service =
        (request, _, _) -> {
          pushes.add(request);
          return new Sent(outcome, Timeline.NONE);
        };
    URI url = URI.create("https://push.example:2197");
    site = AppleSite.open(folder, backend, new PushPorts(service, url, () -> certificate));
  }

  @AfterEach
  void close() {
    site.close();
    backend.close();
  }

  @Test
  void aPushSaysComeAndNothingElse() {
    site.enrolled("UDID-1");
    assertThat(push("UDID-1")).isEqualTo(new PushAnswer.Sent("ID-1"));
    OutboundRequest push = pushes.getFirst();
    assertThat(push.url()).isEqualTo(URI.create("https://push.example:2197/3/device/010203"));
    assertThat(push.headers())
        .containsExactly(new Header("apns-topic", TOPIC), new Header("apns-push-type", "mdm"));
    assertThat(new String(push.body().bytes(), StandardCharsets.UTF_8))
        .isEqualTo("{\"mdm\":\"magic\"}");
    assertThat(push.identity()).contains(certificate.identity());
  }

  @Test
  void whoCannotBeWokenIsToldApart() {
    TestDevice begun = site.device("UDID-BEGUN");
    TestDevice.isEmpty(begun.checkIn(begun.authenticate()));
    TestDevice gone = site.enrolled("UDID-GONE");
    TestDevice.isEmpty(gone.checkIn(gone.message("CheckOut")));
    assertThat(push("UDID-NEVER")).isEqualTo(new PushAnswer.Unknown());
    assertThat(push("UDID-BEGUN")).isEqualTo(new PushAnswer.NoToken());
    assertThat(push("UDID-GONE")).isInstanceOf(PushAnswer.Left.class);
    assertThat(pushes).isEmpty();
  }

  @Test
  void aUserIsWokenByATokenOfItsOwn() {
    TestDevice device = site.enrolled("UDID-1");
    TestDevice user = device.user("USER-1", "anna");
    PushTarget anna = PushTarget.user("UDID-1", "USER-1");
    assertThat(site.push().push(anna, TRACE)).isEqualTo(new PushAnswer.NoToken());
    TestDevice.isEmpty(
        user.checkIn(user.tokenUpdate().with("Token", new PlistValue.Data(new byte[] {9, 10}))));
    assertThat(site.push().push(anna, TRACE)).isInstanceOf(PushAnswer.Sent.class);
    assertThat(pushes.getFirst().url().getPath()).isEqualTo("/3/device/090a");
    TestDevice.isEmpty(device.checkIn(device.message("CheckOut")));
    assertThat(site.push().push(anna, TRACE)).isInstanceOf(PushAnswer.Left.class);
  }

  @Test
  void whoEnrolsAnewHasNoTokenUntilItSaysOne() {
    TestDevice device = site.enrolled("UDID-1");
    TestDevice.isEmpty(device.checkIn(device.authenticate()));
    assertThat(push("UDID-1")).isEqualTo(new PushAnswer.NoToken());
    TestDevice.isEmpty(device.checkIn(device.tokenUpdate()));
    assertThat(push("UDID-1")).isInstanceOf(PushAnswer.Sent.class);
  }

  @Test
  void anUnregisteredTokenIsNotUsedUntilTheDeviceTellsOne() {
    TestDevice device = site.enrolled("UDID-1");
    outcome = answered(410, "{\"reason\":\"Unregistered\",\"timestamp\":1}");
    assertThat(push("UDID-1")).isInstanceOf(PushAnswer.Unregistered.class);
    outcome = answered(200, "");
    assertThat(push("UDID-1")).isInstanceOf(PushAnswer.Unregistered.class);
    assertThat(pushes).as("nobody is asked in vain").hasSize(1);
    assertThat(site.book().findChannel("UDID-1").orElseThrow().state())
        .isEqualTo(AppleBook.State.ENROLLED);
    TestDevice.isEmpty(device.checkIn(device.tokenUpdate()));
    assertThat(push("UDID-1")).isInstanceOf(PushAnswer.Sent.class);
  }

  @Test
  void faultsOfTheConfigurationEndNoToken() {
    site.enrolled("UDID-1");
    outcome = answered(400, "{\"reason\":\"BadDeviceToken\"}");
    assertThat(push("UDID-1")).isEqualTo(new PushAnswer.Refused(400, "BadDeviceToken"));
    assertThat(push("UDID-1").explanation()).contains("400 BadDeviceToken", "apple.push.url");
    outcome = answered(200, "");
    assertThat(push("UDID-1")).isInstanceOf(PushAnswer.Sent.class);
  }

  @Test
  void theCertificateMustBeTheDevices() {
    site.enrolled("UDID-1");
    certificate = certificate("com.apple.mgmt.other", Duration.ofDays(90));
    assertThat(push("UDID-1")).isEqualTo(new PushAnswer.OtherTopic(TOPIC, "com.apple.mgmt.other"));
    certificate = certificate(TOPIC, Duration.ofDays(-1));
    assertThat(push("UDID-1")).isEqualTo(new PushAnswer.CertificateOver(certificate.until()));
    assertThat(pushes).isEmpty();
  }

  @Test
  void whatCannotBeATokenIsNotKept() {
    TestDevice device = site.device("UDID-1");
    TestDevice.isEmpty(device.checkIn(device.authenticate()));
    for (int length : List.of(0, 257)) {
      PlistValue.Data token = new PlistValue.Data(new byte[length]);
      TestDevice.isEmpty(device.checkIn(device.tokenUpdate().with("Token", token)));
      assertThat(push("UDID-1")).as("%d bytes", length).isEqualTo(new PushAnswer.NoToken());
    }
  }

  @Test
  void manyAreAnsweredInTheirOrder() {
    site.enrolled("UDID-1");
    site.enrolled("UDID-2");
    List<PushTarget> targets =
        IntStream.range(0, PushDesk.BULK_MAX)
            .mapToObj(i -> PushTarget.device("UDID-" + i))
            .toList();
    List<PushAnswer> answers = site.push().push(targets, TRACE);
    assertThat(answers).hasSize(PushDesk.BULK_MAX);
    assertThat(answers.subList(0, 4))
        .containsExactly(
            new PushAnswer.Unknown(),
            new PushAnswer.Sent("ID-1"),
            new PushAnswer.Sent("ID-1"),
            new PushAnswer.Unknown());
  }

  @Test
  void theTimelineTellsOfIt() {
    site.enrolled("UDID-1");
    push("UDID-1");
    assertThat(site.book().timeline("UDID-1", Long.MAX_VALUE, 1))
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.kind()).isEqualTo(AppleBook.Kind.PUSH);
              assertThat(line.title()).isEqualTo("sent");
              assertThat(line.trace()).isEqualTo(TRACE.value());
            });
  }

  private PushAnswer push(String udid) {
    return site.push().push(PushTarget.device(udid), TRACE);
  }

  private PushCertificate certificate(String topic, Duration left) {
    FakeIdentity issued = authority.issueTo("UID=" + topic + ",CN=APSP", now.plus(left));
    return PushCertificate.of(
            new TlsIdentity(topic, issued.keys().getPrivate(), List.of(issued.certificate())))
        .orElseThrow();
  }

  private static Outcome answered(int status, String body, Header... headers) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new Outcome.Answered(status, List.of(headers), new Payload("", bytes), true);
  }
}

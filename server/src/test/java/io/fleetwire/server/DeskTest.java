package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.testkit.FakeReceiver;
import io.fleetwire.testkit.KnoxAnswer;
import io.fleetwire.testkit.KnoxClient;
import io.fleetwire.testkit.ReceivedCallback;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands for the desk, with a real callback of a real server.
final class DeskTest {
  private static final Duration BOUND = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void aCapturedCallbackIsVerifiedAndATamperedOneIsNot() throws Exception {
    ReceivedCallback callback = capture();
    String signature = callback.header("X-WSM-SIGNATURE").orElseThrow();
    Path body = Files.write(folder.resolve("body"), callback.body().bytes());
    Captured.Run genuine = verify(signature, body);
    assertThat(genuine.err()).isEmpty();
    assertThat(genuine.out()).startsWith("valid (");
    assertThat(genuine.status()).isEqualTo(ExitStatus.OK);

    String text = new String(callback.body().bytes(), StandardCharsets.UTF_8);
    Path tampered = Files.writeString(folder.resolve("tampered"), text.replace("1", "2"));
    Captured.Run refused = verify(signature, tampered);
    assertThat(refused.status()).isEqualTo(ExitStatus.REFUSED);
    assertThat(refused.out()).isEqualTo("the signature does not fit the body\n");
    assertThat(refused.err()).isEmpty();
    assertThat(verify("nonsense", body).status()).isEqualTo(ExitStatus.REFUSED);

    Captured.Run line = verify(signature, Files.writeString(folder.resolve("line"), text + "\n"));
    assertThat(line.status()).isEqualTo(ExitStatus.REFUSED);
    assertThat(line.err()).contains("Without the line break at the end of the file it does");
  }

  @Test
  void aFileThatIsNotThereIsNamedWithTheReason() throws Exception {
    Path missing = folder.resolve("missing");
    Captured.Run noCertificate = verify("nonsense", missing);
    assertThat(noCertificate.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(noCertificate.err())
        .startsWith("--certificate: " + certificate() + " cannot be read: there is no such file");
    capture();
    assertThat(verify("nonsense", missing).err())
        .startsWith("--body: " + missing + " cannot be read: there is no such file");
  }

  @Test
  void theDeskPrintsWhatItReceivesAndAnswersByWhatItFinds() throws Exception {
    ReceivedCallback callback = capture();
    String signature = callback.header("X-WSM-SIGNATURE").orElseThrow();
    String text = new String(callback.body().bytes(), StandardCharsets.UTF_8);
    Captured captured = new Captured(Map.of());
    try (Desk desk = desk(captured);
        KnoxClient sender = KnoxClient.of(URI.create(desk.url()))) {
      KnoxClient signed = sender.with("X-WSM-SIGNATURE", signature);
      assertThat(signed.post("/any/path", text).status()).isEqualTo(200);
      assertThat(signed.post("/any/path", text).status()).isEqualTo(401);
      assertThat(signed.post("/", "{}").status()).isEqualTo(401);
      assertThat(sender.post("/", "{}").status()).isEqualTo(400);
    }
    assertThat(captured.out()).startsWith(text + "\n" + text + "\n{}\n");
    assertThat(captured.err())
        .contains("POST /any/path: valid (")
        .contains("POST /any/path: genuine, but its nonce was seen before")
        .contains("POST /: the signature does not fit the body")
        .contains("POST /: malformed signature");
  }

  @Test
  void withoutACertificateTheDeskAnswersWhatItIsTold() throws Exception {
    Captured captured = new Captured(Map.of());
    Desk desk = new Desk(Desk.verdicts(Optional.empty()), 503, captured.console());
    try (desk) {
      desk.listen(ListenCommand.everything(desk, "127.0.0.1:0"));
      try (KnoxClient sender = KnoxClient.of(URI.create(desk.url()))) {
        assertThat(sender.post("/a", "{}").status()).isEqualTo(503);
      }
    }
    assertThat(captured.err()).contains("not verified: give --certificate or --secret");
  }

  private Desk desk(Captured captured) throws Exception {
    Desk desk =
        new Desk(
            Desk.verdicts(Optional.of(certificate().toString())),
            Desk.AS_VERIFIED,
            captured.console());
    desk.listen(ListenCommand.everything(desk, "127.0.0.1:0"));
    return desk;
  }

  private Captured.Run verify(String signature, Path body) {
    return Captured.run(
        "verify",
        "--certificate",
        certificate().toString(),
        "--signature",
        signature,
        "--body",
        body.toString());
  }

  private Path certificate() {
    return folder.resolve("certificate.pem");
  }

  // Uploads a device, and takes the callback and the certificate that go with it.
  private ReceivedCallback capture() throws IOException {
    try (Running running = Running.start(folder.resolve("data"));
        FakeReceiver receiver = FakeReceiver.start();
        KnoxClient client = running.client("kdms")) {
      Files.write(certificate(), client.certificate().body().bytes());
      KnoxAnswer subscribed =
          client.subscribe(receiver.url("/hook"), List.of("KDMS_DEVICE_UPLOAD"));
      assertThat(subscribed.status()).as(subscribed.toString()).isEqualTo(200);
      assertThat(client.upload(List.of("350000000000001")).status()).isEqualTo(202);
      return receiver.await(1, BOUND).getFirst();
    }
  }
}

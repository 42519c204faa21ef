package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.testkit.DeviceNumbers;
import io.fleetwire.testkit.FakeReceiver;
import io.fleetwire.testkit.KnoxClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// One callback is captured from a whole server, and verified by programs that others have written:
/// npm's `jose` and OpenSSL.
@Timeout(120)
final class PeersTrial {
  private static final String CERTIFICATE = "certificate.pem";
  private static final String SIGNATURE = "signature.txt";
  private static final String BODY = "body.json";

  private static Path folder;
  private static TrialCallback callback;

  @BeforeAll
  static void capture(@TempDir Path temporary) throws IOException {
    folder = temporary;
    try (TrialServer server = TrialServer.start(folder.resolve("data"));
        FakeReceiver receiver = FakeReceiver.start()) {
      KnoxClient caller = server.company("kdms.devices").caller();
      TrialJson.of(200, caller.subscribe(receiver.url("/a"), List.of("KDMS_DEVICE_UPLOAD")));
      List<String> imeis = IntStream.range(0, 500).mapToObj(DeviceNumbers::imei).toList();
      TrialJson.of(202, caller.upload(imeis));
      callback = TrialCallback.of(receiver.await(1, Duration.ofSeconds(20)).getFirst());
      Files.writeString(folder.resolve(CERTIFICATE), server.anybody().certificate().text());
    }
    Files.writeString(folder.resolve(SIGNATURE), callback.signature());
    Files.write(folder.resolve(BODY), callback.body());
  }

  @Test
  void joseVerifiesItAsADetachedJws() {
    String said =
        TrialTools.run(
            TrialTools.node(),
            Map.of(),
            "node",
            "verify.mjs",
            folder.resolve(CERTIFICATE).toString(),
            folder.resolve(SIGNATURE).toString(),
            folder.resolve(BODY).toString());
    JsonNode header = TrialJson.read(said.getBytes(StandardCharsets.UTF_8));
    assertThat(header.path("alg").stringValue()).isEqualTo("RS256");
    assertThat(header.path("nonce").stringValue()).isEqualTo(callback.nonce());
  }

  @Test
  void opensslVerifiesTheSameSignature() throws IOException {
    String[] parts = callback.signature().split("\\.");
    Files.writeString(
        folder.resolve("signed.txt"),
        parts[0] + "." + Base64.getUrlEncoder().encodeToString(callback.body()));
    Files.write(folder.resolve("signature.bin"), Base64.getUrlDecoder().decode(parts[2]));
    String key = openssl("x509", "-in", CERTIFICATE, "-noout", "-pubkey");
    Files.writeString(folder.resolve("key.pem"), key);
    String said =
        openssl(
            "dgst", "-sha256", "-verify", "key.pem", "-signature", "signature.bin", "signed.txt");
    assertThat(said).isEqualToIgnoringNewLines("Verified OK");
  }

  @Test
  void opensslReadsTheCertificateAsTheVendorsIs() {
    String said = openssl("x509", "-in", CERTIFICATE, "-noout", "-text");
    assertThat(said)
        .contains("Version: 3", "sha256WithRSAEncryption", "Public-Key: (2048 bit)", "CA:FALSE");
  }

  private static String openssl(String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = "openssl";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return TrialTools.run(folder, Map.of(), command);
  }
}

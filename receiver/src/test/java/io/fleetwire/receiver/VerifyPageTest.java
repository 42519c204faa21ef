package io.fleetwire.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What the page on verifying shows to those who receive in Java compiles, works, and is what
/// stands here.
final class VerifyPageTest {
  private static final Signer SIGNER = Signer.create();
  private static final String BODY = "{\"payload\":{}}";

  private final List<String> done = new ArrayList<>();

  private void receive(String certificatePem, List<String> signatureHeaders, byte[] body) {
    KnoxVerifier verifier =
        KnoxVerifier.of(certificatePem)
            .remembering(new NonceMemory(100_000, Duration.ofMinutes(15), InstantSource.system()));
    for (String signatureHeader : signatureHeaders) {
      switch (verifier.verify(signatureHeader, body)) {
        case KnoxVerdict.Valid(var header, _) -> accept(header.deliveryId(), body);
        case KnoxVerdict.WrongKey _ -> downloadTheCertificateAgain();
        case KnoxVerdict.Malformed _ -> refuse(400);
        case KnoxVerdict.BadSignature _, KnoxVerdict.Replay _ -> refuse(401);
      }
    }
  }

  private void accept(Optional<String> delivery, byte[] body) {
    done.add(delivery.orElseThrow() + " " + body.length);
  }

  private void downloadTheCertificateAgain() {
    done.add("download");
  }

  private void refuse(int status) {
    done.add("refuse " + status);
  }

  @Test
  void theExampleWorks() {
    String good = signed(SIGNER.kid(), BODY);
    String other = signed("other", "{}");
    String forged = signed(SIGNER.kid(), "{}");
    receive(
        SIGNER.certificatePem(),
        List.of(good, good, other, "?", forged),
        BODY.getBytes(StandardCharsets.UTF_8));
    assertThat(done)
        .containsExactly("dlv_1 14", "refuse 401", "download", "refuse 400", "refuse 401");
  }

  @Test
  void thePageShowsWhatIsTriedHere() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "verify.md"));
    String source =
        Files.readString(Path.of("src/test/java/io/fleetwire/receiver/VerifyPageTest.java"));
    String shown = page.split("```java\n", 2)[1].split("```", 2)[0];
    for (String part : shown.split("\n\n", -1)) {
      assertThat(squeezed(source)).contains(squeezed(part));
    }
  }

  private static String squeezed(String code) {
    return code.strip().replaceAll("\\s+", " ");
  }

  private static String signed(String kid, String body) {
    String header =
        ("{\"alg\":\"RS256\",\"kid\":\"%s\",\"iat\":%d,\"nonce\":\"n\","
                + "\"jti\":\"dlv_1\",\"sub\":\"6\"}")
            .formatted(kid, InstantSource.system().instant().getEpochSecond());
    return SIGNER.sign(header, body, false);
  }
}

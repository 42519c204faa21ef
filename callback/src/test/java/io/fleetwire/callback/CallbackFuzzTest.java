package io.fleetwire.callback;

import io.fleetwire.testkit.FuzzRun;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.HOURS)
final class CallbackFuzzTest {

  @Test
  void whateverIsAnsweredOrWishedCanBeSentOrIsRefused() {
    FuzzRun.fuzz(
        CallbackFuzz.class,
        FuzzRun.seeds(
            "{\"access_token\":\"abc\",\"token_type\":\"bearer\",\"expires_in\":\"3600\"}",
            "{\"error\":\"invalid_client\",\"error_description\":\"who?\"}",
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "whsk_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
            "-----BEGIN PRIVATE KEY-----MIIB-----END PRIVATE KEY-----",
            "application/vnd.a+json; charset=utf-8",
            "[1,{\"a\":\"\\ud83d\\ude00\"}]"));
  }
}

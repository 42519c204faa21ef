package io.fleetwire.pki;

import io.fleetwire.testkit.FuzzRun;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.HOURS)
final class PkiFuzzTest {

  @Test
  void anyMessageOfADeviceIsReadOrRefused() {
    FuzzRun.fuzz(MessageFuzz.class, MessageFuzz.seeds());
  }

  @Test
  void anyMessageAndAttestationOfAcmeIsReadOrRefused() {
    FuzzRun.fuzz(AcmeFuzz.class, AcmeFuzz.seeds());
  }
}

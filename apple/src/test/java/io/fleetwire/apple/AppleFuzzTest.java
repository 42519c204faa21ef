package io.fleetwire.apple;

import io.fleetwire.testkit.FuzzRun;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.HOURS)
final class AppleFuzzTest {

  @Test
  void anythingThatADeviceSaysIsReadOrRefused() {
    FuzzRun.fuzz(
        DeviceFuzz.class,
        FuzzRun.seeds(
            "<plist><dict><key>MessageType</key><string>CheckOut</string>"
                + "<key>UDID</key><string>U</string></dict></plist>",
            "<plist><dict><key>Status</key><string>Idle</string>"
                + "<key>UDID</key><string>U</string></dict></plist>",
            ":MIIB:",
            "Hash=ab;Cert=\"-----BEGIN%20CERTIFICATE-----\"",
            "{\"_tag\":\"UnknownDevice\",\"message\":\"no\"}"));
  }
}

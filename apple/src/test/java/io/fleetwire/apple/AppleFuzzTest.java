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
            "{\"_tag\":\"Command\",\"commandUUID\":\"1\",\"requestType\":\"Settings\","
                + "\"payload\":{\"a\":{\"$data\":\"aGk=\"},"
                + "\"b\":{\"$date\":\"2026-01-31T12:00:00Z\"}}}",
            "{\"StatusItems\":{\"management\":{\"declarations\":{\"assets\":[{\"identifier\":\"a\","
                + "\"active\":true,\"reasons\":[{\"code\":\"c\"}]}]}}}}",
            "<plist><array><date>2026-01-31T12:00:00Z</date><data>aGk=</data><real>1.5</real>"
                + "<integer>-7</integer><true/></array></plist>",
            "bplist00Qa\b\0\0\0\0\0\0\1\1\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\n",
            ":MIIB:",
            "Hash=ab;Cert=\"-----BEGIN%20CERTIFICATE-----\"",
            "{\"_tag\":\"UnknownDevice\",\"message\":\"no\"}"));
  }
}

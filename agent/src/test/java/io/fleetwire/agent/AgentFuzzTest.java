package io.fleetwire.agent;

import io.fleetwire.testkit.FuzzRun;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.HOURS)
final class AgentFuzzTest {

  @Test
  void whateverADeviceSaysOfItselfCanBeReported() {
    FuzzRun.fuzz(
        AgentFuzz.class,
        FuzzRun.seeds(
            "R58M device usb:1-1 product:a model:SM_G991B transport_id:1\n"
                + "[ro.product.marketname]: [Galaxy\u0085 S21]",
            "0123 unauthorized\n???????????? no permissions; see [http://a]\n",
            "<plist><dict><key>DeviceName</key><string>Ann&#x2028;s</string>"
                + "<key>ProductType</key><string>iPhone14,2</string></dict></plist>"));
  }
}

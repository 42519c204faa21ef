package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.eatthepath.pushy.apns.server.RejectionReason;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// People wake devices, in a browser.
@InBrowser
final class PortalPushTrial {
  /// Of {@link TrialDevice#tokenUpdate}.
  private static final String TOKEN = "010203";

  private final PortalSite site;

  PortalPushTrial(PortalSite site) {
    this.site = site;
  }

  @Test
  void somebodyWakesADeviceUntilItsTokenIsKnownNoLonger(@TempDir Path data, @TempDir Path files) {
    try (TrialApns apns = apns(files);
        TrialApple apple = TrialApple.start(data, apns.settings());
        Walk walk = site.walk(apple.server().origin())) {
      walk.withoutMouse();
      PortalAppleTrial.signIn(apple.server(), walk);
      TrialDevice device = apple.device("UDID-1").enrolled();
      walk.open("/portal").sees("Apple's push certificate ends in 19 days");
      walk.lookAt("overview-push-certificate");
      walk.click("Apple's push certificate ends in 19 days").sees("Push certificate");
      walk.sees(TrialApns.TOPIC).sees("19 days left").lookAt("apple-push-certificate");
      walk.click("Trial Mac").press("Wake").sees("Woken: Apple's push service has taken the push");
      assertThat(apns.pushes()).hasSize(1);
      walk.sees("Push sent").lookAt("apple-device-woken");
      apns.rejects(TOKEN, RejectionReason.BAD_DEVICE_TOKEN);
      walk.press("Wake").sees("Not woken: Apple's push service refused: 400 BadDeviceToken");
      apns.rejects(TOKEN, RejectionReason.UNREGISTERED);
      walk.press("Wake").sees("Not woken: since").sees("Enrolled").seesNot("Wake");
      walk.lookAt("apple-device-asleep");
      TrialDevice.isEmpty(device.checkIn(device.tokenUpdate()));
      walk.open("/portal/apple/devices/UDID-1").sees("Wake");
    }
  }

  /// One whose certificate must be renewed soon.
  private static TrialApns apns(Path files) {
    TrialApns apns = TrialApns.start(files);
    apns.renew("soon", Duration.ofDays(20));
    return apns;
  }
}

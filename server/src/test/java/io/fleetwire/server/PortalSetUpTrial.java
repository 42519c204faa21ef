package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.portal.Portal;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The first account of a server, in a browser.
@InBrowser
final class PortalSetUpTrial {
  /// The address guard as everybody has it: nothing of this machine.
  private static final Map<String, String> NOBODY = Map.of("egress.allow", "192.0.2.0/24");

  private final PortalSite site;

  PortalSetUpTrial(PortalSite site) {
    this.site = site;
  }

  @Test
  void whoHasTheLinkMakesTheFirstAccount(@TempDir Path data) {
    try (TrialServer server = TrialServer.start(data, new TrialClock(), NOBODY);
        Walk walk = site.walk(server.origin())) {
      String link = Portal.setUpPath(server.access().setUp().token().orElseThrow());
      walk.open(link).seesHeading("Set up Fleetwire").lookAt("set-up");
      walk.type("Organization", "Harbour").type("Your email", "nonsense");
      walk.type("Choose a password", "correct horse battery").press("Create");
      walk.sees("name@host").lookAt("set-up-refused");
      walk.type("Your email", "ann@harbour.example");
      walk.type("Choose a password", "correct horse battery").press("Create");
      walk.sees("Welcome to Fleetwire.");
      assertThat(walk.here()).isEqualTo("/portal/first-hour");
      walk.lookAt("first-hour");
      firstHour(walk);
      walk.open(link).seesHeading("There is nothing here");
    }
  }

  /// Nobody leads the way but the page; and no address of this machine may be called.
  private static void firstHour(Walk walk) {
    walk.byKey(walk.button("Make a request bin"), "Enter")
        .sees("Here is your bin")
        .click("Knox subscription");
    walk.check("KDMS_DEVICE_UPLOAD").press("Save").sees("was created");
    walk.open("/portal").sees("Next: Let something happen").lookAt("overview-first-hour");
    walk.click("Go on").click("Upload sample devices").press("Upload").sees("Complete");
    walk.click("First hour").sees("You have seen the whole way.").sees("can wait");
    walk.lookAt("first-hour-over").click("To the certificate");
    walk.page().waitForDownload(() -> walk.click("Download"));
    walk.open("/portal/bins").click("My first bin").sees("Verified");
    walk.click("First hour").click("Invite somebody").type("Email", "bob@harbour.example");
    walk.press("Make a link").sees("server.public-url").click("First hour").sees("7 of 8 done");
    walk.press("Hide this").sees("is hidden in this browser").seesHeading("Overview");
    assertThat(walk.page().locator("nav.side").textContent()).doesNotContain("First hour");
    walk.openProfile().page().locator(".profile-menu").getByText("First hour").click();
    walk.press("Show it in the menu").sees("is shown again");
  }
}

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

  /// Nobody leads the way but the page, and nobody has a mouse; and no address of this machine may
  /// be called.
  private static void firstHour(Walk walk) {
    walk.byKey(walk.button("Make a request bin"), "Enter").sees("Here is your bin");
    walk.byKey(walk.link("Knox subscription"), "Enter").seesHeading("Create subscription");
    walk.byKey(walk.box("KDMS_DEVICE_UPLOAD"), "Space").byKey(walk.button("Save"), "Enter");
    walk.sees("was created").open("/portal").sees("Next: Let something happen");
    walk.lookAt("overview-first-hour").byKey(walk.link("Go on"), "Enter").seesHeading("Steps");
    walk.byKey(walk.link("Upload sample devices"), "Enter").seesHeading("Upload devices");
    walk.byKey(walk.button("Upload"), "Enter").sees("Complete");
    walk.byKey(walk.link("First hour"), "Enter").sees("You have seen the whole way.");
    walk.sees("can wait").lookAt("first-hour-over");
    walk.byKey(walk.link("To the certificate"), "Enter").sees("Signs now");
    walk.page().waitForDownload(() -> walk.byKey(walk.link("Download"), "Enter"));
    walk.open("/portal/bins").byKey(walk.link("My first bin"), "Enter").sees("Verified");
    walk.byKey(walk.link("First hour"), "Enter").seesHeading("Steps");
    walk.byKey(walk.link("Invite somebody"), "Enter").seesHeading("Invite somebody");
    walk.typeByKey("Email", "bob@harbour.example");
    walk.byKey(walk.button("Make a link"), "Enter").sees("server.public-url");
    walk.byKey(walk.link("First hour"), "Enter").sees("7 of 8 done");
    walk.byKey(walk.button("Hide this"), "Enter").sees("is hidden in this browser");
    walk.seesHeading("Overview");
    assertThat(walk.page().locator("nav.side").textContent()).doesNotContain("First hour");
    walk.openProfile().page().locator(".profile-menu").getByText("First hour").click();
    walk.press("Show it in the menu").sees("is shown again");
  }
}

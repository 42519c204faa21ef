package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.fleetwire.engine.Header;
import io.fleetwire.engine.Payload;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// Request bins, in a browser.
@InBrowser
final class PortalBinTrial {
  private static final Payload NOTHING = new Payload("", new byte[0]);
  private static final String EVIL = "<img src=x onerror=alert(1)>";

  private final PortalSite site;

  PortalBinTrial(PortalSite site) {
    this.site = site;
  }

  @Test
  void aBinShowsWhatAnEndpointSendsAndThatItIsGenuine() {
    try (Walk walk = site.walk(site.owner())) {
      walk.open("/portal/bins").sees("No bin yet").lookAt("bins-empty");
      walk.type("Name", "Trying out").press("Make a bin").sees("Nothing came yet");
      walk.lookAt("bin-empty").click("Endpoint").type("Other types and patterns", "*");
      walk.press("Create endpoint").click("To the endpoint, to send a test event");
      walk.press("Send test event").sees("A test event is on its way");

      walk.click("Request bins").click("Trying out").sees("Verified").lookAt("bin");
      walk.click("fleetwire.endpoint.test").sees("Valid, event ").lookAt("bin-request");
      walk.sees("this server, without a network").sees("webhook-signature");
      walk.click("Request bins").lookAt("bins");
    }
  }

  @Test
  void aKnoxCallbackIsVerifiedByTheCertificate() {
    try (Walk walk = site.walk(site.owner())) {
      made(walk, "Knox").click("Knox subscription").check("KDMS_DEVICE_UPLOAD");
      walk.press("Save").sees("was created").open("/portal/knox/operations/new?samples=on");
      walk.press("Upload").sees("Complete").open("/portal/bins").click("Knox");
      walk.sees("Verified").click("KDMS_DEVICE_UPLOAD").sees("Knox JWS").sees("Valid (rfc_7515)");
      walk.seesNot("Bearer ").lookAt("bin-request-knox");
    }
  }

  @Test
  void aBinThatFailsShowsHowDeliveriesAreTriedAgain() {
    try (Walk walk = site.walk(site.owner())) {
      made(walk, "Failing").page().getByLabel("To each request").selectOption("fail");
      walk.press("Save")
          .sees("From now on it answers 500")
          .click("Endpoint")
          .type("Other types and patterns", "*");
      walk.press("Create endpoint").click("To the endpoint, to send a test event");
      walk.press("Send test event").open("/portal/bins").click("Failing").sees("500");
      walk.page().getByLabel("To each request").selectOption("take");
      walk.press("Save").press("Empty").sees("The bin is empty.").sees("Nothing came yet");
      walk.click("Delete bin").pressInDialog("Delete").sees("was deleted").sees("No bin yet");
    }
  }

  @Test
  void simulatedDevicesLetALabWebhookFireAndAreRemoved() {
    try (Walk walk = site.walk(site.owner())) {
      made(walk, "Lab").click("Lab webhook").type("Webhook Name", "Bench");
      walk.page().getByRole(AriaRole.SWITCH, named("Online")).check();
      walk.press("Save").sees("was created").open("/portal/devices");
      walk.byKey(walk.button("Simulate devices"), "Enter")
          .sees("go through a story")
          .sees("Simulated tablet");
      walk.button("Remove simulated devices").waitFor();
      walk.lookAt("devices-simulated").open("/portal/bins").click("Lab");
      walk.sees("device.status.online").sees("Not signed");
      walk.open("/portal/devices").byKey(walk.button("Remove simulated devices"), "Enter");
      walk.sees("were removed");
      walk.sees("No device yet");
    }
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  @Test
  void whatStrangersSendIsShownAndNeverRun() {
    try (Walk walk = site.walk(site.owner())) {
      String address = made(walk, "Open").page().locator("#address").textContent();
      String path = address.substring(site.origin().toString().length());
      site.server()
          .anybody()
          .with("Fleetwire-Event-Type", EVIL)
          .with("X-Evil", EVIL + "\"><script>alert(1)</script>")
          .with("Cookie", "fleetwire_session=x")
          .send("POST", path, new Payload("text/html", bytes("<script>alert(1)</script>" + EVIL)));
      site.server().anybody().send("POST", path, new Payload("x/y", new byte[] {0, 1, (byte) 255}));
      assertThat(site.server().anybody().send("OPTIONS", path, NOTHING).headers())
          .as("a bin consents to whoever asks")
          .contains(new Header("webhook-allowed-origin", "*"));
      walk.sees("Not signed").click("POST").sees("00 01 ff");
      walk.page().goBack();
      walk.click(EVIL).sees("<script>alert(1)</script>").sees("characters, not kept)");
      walk.lookAt("bin-request-evil");
      assertThat(walk.page().locator("main script, main img").count()).isZero();
    }
  }

  @Test
  void aKeyboardAloneMakesABinAndLooksIntoIt() {
    try (Walk walk = site.walk(site.owner())) {
      walk.open("/portal/bins").typeByKey("Name", "By key");
      walk.byKey(walk.button("Make a bin"), "Enter").sees("Nothing came yet");
      String address = walk.page().locator("#address").textContent();
      site.server()
          .anybody()
          .send(
              "POST",
              address.substring(site.origin().toString().length()),
              new Payload("application/json", bytes("{\"a\":[1,2]}")));
      walk.sees("Not signed");
      Locator post =
          walk.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("POST"));
      walk.byKey(post, "Shift");
      post.evaluate("link => { link.dataset.old = 'yes'; }");
      Locator old = walk.page().locator("[data-old]");
      old.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
      // A list that refreshes itself gives the focus back.
      PlaywrightAssertions.assertThat(post).isFocused();
      walk.page().keyboard().press("Enter");
      walk.sees("As it is, byte for byte");
    }
  }

  @Test
  void withoutAScriptEverythingWorks() {
    try (Walk walk = site.walkWithoutScripts(site.owner())) {
      made(walk, "Plain").click("Delete bin").seesHeading("Delete bin").press("Delete");
      walk.sees("No bin yet");
    }
  }

  private static Walk made(Walk walk, String name) {
    return walk.open("/portal/bins").type("Name", name).press("Make a bin").sees("Address");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

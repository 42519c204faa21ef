package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.fleetwire.access.Role;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The Knox pages, in a browser.
@InBrowser
final class PortalKnoxTrial {
  private static final String URL = "https://receiver.example/knox";

  private final PortalSite site;

  PortalKnoxTrial(PortalSite site) {
    this.site = site;
  }

  @Test
  void aSubscriptionIsCreatedChangedAndDeleted() {
    try (Walk walk = site.walk(site.owner())) {
      walk.withoutMouse();
      walk.open("/portal/knox").sees("No subscription yet").lookAt("knox-empty");
      walk.click("Create subscription");
      assertThat(walk.button("Save").isDisabled()).as("nothing is filled in").isTrue();
      walk.type("Callback URL", "ftp://receiver.example").check("KDMS_DEVICE_UPLOAD");
      walk.press("Save").sees("must start with").lookAt("knox-subscription-refused");
      walk.type("Callback URL", "http://169.254.169.254/").press("Save");
      walk.sees("must not be called: 169.254.169.254 is a cloud's metadata service");
      walk.type("Callback URL", URL).press("Save").sees("was created");
      walk.click("Create subscription").sees("Sent to " + URL + " already.");
      walk.type("Callback URL", URL + "/2").check("KDMS_DEVICE_DELETE");
      walk.lookAt("knox-subscription-form").press("Save");
      walk.use(summary(walk, "Device management"));
      walk.lookAt("knox-subscriptions");
      walk.click(URL + "/2").click("Delete").sees("what is still outstanding");
      walk.lookAt("knox-subscription-delete").pressInDialog("Delete").sees("was deleted");
    }
  }

  @Test
  void anUploadIsFollowedToItsEnd() {
    try (Walk walk = site.walk(site.owner())) {
      walk.withoutMouse();
      walk.open("/portal/knox/operations")
          .sees("Nothing was uploaded yet")
          .lookAt("knox-uploads-empty");
      walk.click("Try it with sample devices").lookAt("knox-upload");
      String samples = walk.page().getByLabel("IMEIs").inputValue();
      walk.type("IMEIs, MEIDs or serial numbers", samples + "\nR5CT\nX!");
      walk.press("Upload").sees("2 failed").lookAt("knox-upload-done");
      walk.click("Show only those that failed").sees("INVALID_DEVICE_ID");
      walk.lookAt("knox-upload-failed").click("Uploads").lookAt("knox-uploads");
      walk.click("Inventory").sees("simulated").lookAt("knox-devices");
      walk.press("Remove all samples").sees("Deletion of 10 devices").sees("Complete");
      walk.open("/portal/knox/devices").sees("No device yet").lookAt("knox-devices-empty");
    }
  }

  @Test
  void aClientsSecretIsShownOnce() {
    try (Walk walk = site.walk(site.owner())) {
      walk.withoutMouse();
      walk.open("/portal/knox/clients").sees("No client yet").lookAt("knox-clients-empty");
      walk.click("Create client").check("kdms.devices:upload").lookAt("knox-client-form");
      walk.press("Create").seesHeading("OAuth client created").lookAt("knox-client-secret");
      String secret = walk.page().locator("#client-secret").textContent();
      assertThat(secret).startsWith("fws_");
      walk.click("Done: to OAuth clients")
          .sees("New secret")
          .seesNot(secret)
          .lookAt("knox-clients");
      walk.use(walk.page().getByText("New secret").first());
      walk.pressInDialog("Make a new secret").seesHeading("New secret");
      assertThat(walk.page().locator("#client-secret").textContent()).isNotEqualTo(secret);
      walk.open("/portal/knox/clients").use(walk.page().locator("a[data-dialog^=disable]"));
      walk.pressInDialog("Disable").sees("is disabled").lookAt("knox-client-disabled");
      walk.use(walk.page().locator("a[data-dialog^=enable]")).pressInDialog("Enable");
      walk.sees("is enabled").use(walk.page().locator("a[data-dialog^=delete]"));
      walk.pressInDialog("Remove").sees("was removed").sees("No client yet");
    }
  }

  @Test
  void aLegacyClientHasAKeyOfItsOwnOrGetsOne() {
    try (Walk walk = site.walk(site.owner())) {
      walk.withoutMouse();
      walk.open("/portal/knox/clients").click("Create legacy client").lookAt("knox-legacy-form");
      walk.check("kdms.devices:upload").type("Public key", "no key").press("Create");
      walk.sees("the key is an RSA public key");
      walk.type("Public key", "").press("Create").seesHeading("Legacy client created");
      walk.lookAt("knox-legacy-keys");
      JsonNode keys = read(walk, "#keys-json");
      assertThat(keys.get("Private").stringValue()).startsWith("-----BEGIN PRIVATE KEY-----");
      assertThat(keys.get("Identifier").stringValue())
          .isEqualTo(walk.page().locator("#client-identifier").textContent());
      walk.click("Done: to OAuth clients").seesNot("PRIVATE KEY").lookAt("knox-legacy-clients");
      walk.click("Create legacy client").check("kdms.devices:upload");
      walk.type("Public key", keys.get("Public").stringValue()).press("Create");
      walk.seesHeading("Legacy client created").seesNot("keys.json");
      walk.click("Done: to OAuth clients");
      walk.use(walk.page().locator("a[data-dialog^=delete]").first()).pressInDialog("Remove");
      walk.sees("was removed");
    }
  }

  @Test
  void theCertificateIsShownAndFoundAndReplacedByWhoRunsTheServer() {
    try (Walk walk = site.walk(site.owner())) {
      walk.withoutMouse();
      walk.open("/portal/knox/certificate").sees("Whoever runs the server");
      walk.lookAt("knox-certificate");
      walk.seesNot("Servers").open("/portal/servers").seesHeading("You may not do this");
      walk.open("/portal/knox/certificate");
      Download download = walk.page().waitForDownload(() -> walk.click("Download"));
      assertThat(download.suggestedFilename()).endsWith(".pem");
    }
    try (Walk walk = site.walk(site.operator())) {
      walk.open("/portal/knox/certificate").click("Publish a new key");
      walk.lookAt("knox-certificate-rotate").pressInDialog("Publish a new key");
      walk.sees("A new certificate is published").sees("Signs next");
      walk.lookAt("knox-certificate-next");
      walk.click("Servers").sees("One server, on a file of its own").lookAt("servers");
    }
  }

  @Test
  void withoutAScriptEverythingWorks() {
    try (Walk walk = site.walkWithoutScripts(site.owner())) {
      walk.open("/portal/knox/subscriptions/new").type("Callback URL", URL);
      walk.check("KDMS_DEVICE_UPLOAD").press("Save").sees(URL);
      walk.click(URL).click("Delete").seesHeading("Delete subscription").press("Delete");
      walk.sees("No subscription yet");
    }
  }

  private static JsonNode read(Walk walk, String element) {
    String text = walk.page().locator(element).textContent();
    return TrialJson.read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Locator summary(Walk walk, String text) {
    return walk.page().locator("summary", new Page.LocatorOptions().setHasText(text));
  }

  @Test
  void membersSeeNothingOfIt() {
    PortalSite.Person owner = site.owner();
    try (Walk walk = site.walk(site.person(owner.organization(), Role.MEMBER))) {
      walk.open("/portal").seesNot("Samsung Knox");
      walk.open("/portal/knox").seesHeading("You may not do this").lookAt("knox-forbidden");
    }
  }
}

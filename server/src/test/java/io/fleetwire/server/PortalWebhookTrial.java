package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.fleetwire.access.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The tab Webhook Settings, walked as the vendor's page describes it.
@InBrowser
final class PortalWebhookTrial {
  private static final String LIST = "/portal/settings/webhooks";

  private final PortalSite site;

  PortalWebhookTrial(PortalSite site) {
    this.site = site;
  }

  @Test
  void aWebhookIsCreatedFoundEditedAndDeletedClickByClick() {
    try (Walk walk = site.walk(site.owner())) {
      walk.open("/portal").openProfile().click("Settings").click("Webhook Settings");
      walk.seesHeading("Webhooks").sees("No webhook yet").lookAt("webhooks-none");
      walk.click("Create Webhook").seesHeading("Webhooks : Create New Webhook");
      assertThat(save(walk).isDisabled()).isTrue();
      walk.type("Webhook Name", "Webhook for All events");
      walk.type("URL", "https://hooks.example.com/devices");
      assertThat(save(walk).isDisabled()).as("no event yet").isTrue();
      assertThat(walk.page().locator(".switches").first().innerText().split("\\s+"))
          .containsExactly("Offline", "Online", "Unplugged", "Utilizing");
      toggle(walk, "Offline").check();
      toggle(walk, "Utilizing").check();
      assertThat(save(walk).isEnabled()).isTrue();
      walk.lookAt("webhook-create");
      walk.press("Save").seesHeading("Webhooks").sees("“Webhook for All events” was created.");
      create(walk, "Second", "https://hooks.example.com/second");
      assertThat(names(walk)).containsExactly("Second", "Webhook for All events");
      walk.press("View events of Webhook for All events");
      assertThat(
              walk.page()
                  .getByRole(AriaRole.LIST, name("Events of Webhook for All events"))
                  .innerText())
          .isEqualTo("Offline\nUtilizing");
      walk.lookAt("webhooks-events");
      walk.page().keyboard().press("Escape");
      walk.type("Search webhooks", "all EVENTS");
      walk.page().waitForURL("**search=all*");
      assertThat(names(walk)).containsExactly("Webhook for All events");
      editAndDelete(walk);
    }
  }

  private static void editAndDelete(Walk walk) {
    walk.click("Webhook for All events").lookAt("webhooks-selected");
    walk.click("Edit").seesHeading("Webhooks : Webhook for All events");
    walk.type("Webhook Name", "Renamed").type("Description", "For the night shift");
    toggle(walk, "Online").check();
    walk.lookAt("webhook-edit");
    walk.seesHeading("Webhooks : Webhook for All events")
        .press("Save")
        .sees("“Renamed” was saved.");
    walk.click("Delete").sees("Are you sure that you want to delete “Renamed”?");
    walk.lookAt("webhook-delete");
    walk.press("Cancel").click("Delete");
    dialogDelete(walk).click();
    walk.sees("“Renamed” was deleted.");
    assertThat(names(walk)).containsExactly("Second");
  }

  @Test
  void whatIsWrongStandsBesideTheFieldAndNothingTypedIsLost() {
    try (Walk walk = site.walk(site.owner())) {
      create(walk, "Taken", "https://hooks.example.com/");
      walk.click("Create Webhook").type("Webhook Name", "Taken");
      walk.type("URL", "https://hooks.example.com/other").type("Description", "Keep me");
      toggle(walk, "Unplugged").check();
      walk.press("Save").sees("Your organization has a webhook called “Taken”.");
      assertThat(walk.page().getByLabel("Description").inputValue()).isEqualTo("Keep me");
      assertThat(toggle(walk, "Unplugged").isChecked()).isTrue();
      assertThat(walk.page().evaluate("document.activeElement.id")).isEqualTo("name");
      walk.lookAt("webhook-refused");
      walk.type("Webhook Name", "taken").type("URL", "ftp://hooks.example.com/");
      walk.press("Save");
      walk.page().locator("#url-fault").waitFor();
      walk.type("URL", "http://169.254.169.254/").press("Save");
      walk.sees("The URL must not be called: 169.254.169.254 is a cloud's metadata service");
      walk.type("Webhook Name", "x".repeat(51)).sees("At most 50 characters, not 51.");
      assertThat(save(walk).isDisabled()).isTrue();
    }
  }

  @Test
  void withoutScriptsEverythingWorks() {
    PortalSite.Person owner = site.owner();
    try (Walk walk = site.walkWithoutScripts(owner)) {
      walk.open(LIST).click("Create Webhook");
      walk.type("Webhook Name", "Plain").type("URL", "http://10.0.0.1/x").press("Save");
      walk.sees("Switch on at least one event.");
      toggle(walk, "Online").check();
      walk.press("Save").sees("“Plain” was created.");
      walk.click("Delete").seesHeading("Delete Webhook").sees("“Plain”?").press("Delete");
      walk.sees("“Plain” was deleted.").sees("No webhook yet");
    }
  }

  @Test
  void aKeyboardIsEnough() {
    try (Walk walk = site.walk(site.owner())) {
      walk.open(LIST + "/new");
      walk.typeByKey("Webhook Name", "Keys").typeByKey("URL", "https://hooks.example.com/keys");
      walk.byKey(toggle(walk, "Offline"), "Space");
      walk.byKey(save(walk), "Enter").sees("“Keys” was created.");
      walk.byKey(walk.page().getByRole(AriaRole.LINK, name("Delete")), "Enter");
      walk.sees("Are you sure").byKey(dialogDelete(walk), "Enter").sees("No webhook yet");
    }
  }

  @Test
  void whatIsBeyondTheVendorIsFoldedAway() {
    try (Walk walk = site.walk(site.owner())) {
      walk.withoutMouse();
      walk.open(LIST + "/new").type("Webhook Name", "Chat");
      walk.type("URL", "https://chat.example.com/in");
      walk.use(walk.page().getByText("More events"));
      walk.check(toggle(walk, "Host offline"));
      walk.use(walk.page().locator("summary").last());
      walk.type("Tags", "qa release").type("Offline for so many seconds before it is told", "30");
      walk.choose("Format", "A message for Slack");
      walk.lookAt("webhook-more").press("Save").sees("“Chat” was created.");
      walk.click("Edit").click("Deliveries & test").press("Send a test");
      walk.sees("A test is on its way.").press("Pause").sees("Paused. What happens is kept");
      walk.press("Sign callbacks").seesHeading("The new key").lookAt("webhook-control");
    }
  }

  @Test
  void othersSeeNothingOfIt() {
    PortalSite.Person owner = site.owner();
    String path;
    try (Walk walk = site.walk(owner)) {
      create(walk, "Ours <b>&\"'", "https://hooks.example.com/ours");
      walk.click("Edit").sees("Ours <b>&\"'");
      path = walk.here();
    }
    try (Walk walk = site.walk(site.owner())) {
      walk.open(path).seesHeading("There is nothing here");
      walk.open(path + "/control").seesHeading("There is nothing here");
    }
    try (Walk walk = site.walk(site.person(owner.organization(), Role.MEMBER))) {
      walk.open("/portal/settings").seesNot("Webhook Settings");
      walk.open(path).seesHeading("You may not do this").sees("ask an admin").lookAt("forbidden");
    }
  }

  private static void create(Walk walk, String name, String url) {
    walk.open(LIST).click("Create Webhook").type("Webhook Name", name).type("URL", url);
    toggle(walk, "Online").check();
    walk.press("Save").sees("was created");
  }

  private static Locator save(Walk walk) {
    return walk.page().getByRole(AriaRole.BUTTON, name("Save"));
  }

  private static Locator dialogDelete(Walk walk) {
    return walk.page().locator("dialog[open] button.grave");
  }

  private static Locator toggle(Walk walk, String label) {
    return walk.page()
        .getByRole(AriaRole.SWITCH, new Page.GetByRoleOptions().setName(label).setExact(true));
  }

  private static List<String> names(Walk walk) {
    return walk.page().locator("tbody th a").allInnerTexts();
  }

  private static Page.GetByRoleOptions name(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }
}

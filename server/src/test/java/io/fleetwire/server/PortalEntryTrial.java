package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.fleetwire.access.Role;
import org.junit.jupiter.api.Test;

/// In and out of the portal, in a browser.
@InBrowser
final class PortalEntryTrial {
  private final PortalSite site;

  PortalEntryTrial(PortalSite site) {
    this.site = site;
  }

  @Test
  void whoSignsInComesToThePageTheyWanted() {
    PortalSite.Person owner = site.owner();
    try (Walk walk = site.walk()) {
      walk.open("/portal/no-such-page?a=b").seesHeading("There is nothing here");
      walk.open("/portal/settings?from=mail");
      assertThat(walk.here()).isEqualTo("/portal/sign-in?next=%2Fportal%2Fsettings%3Ffrom%3Dmail");
      walk.lookAt("sign-in");
      walk.type("Email or user name", owner.email()).type("Password", "wrong").press("Sign in");
      walk.sees("There is no such user, or this is not their password").lookAt("sign-in-wrong");
      walk.type("Password", owner.password().reveal()).press("Sign in");
      walk.comesTo("/portal/settings");
      walk.open("/portal/no-such-page").seesHeading("There is nothing here").lookAt("no-such-page");
      walk.click("Overview")
          .comesTo("/portal")
          .openProfile()
          .press("Sign out")
          .comesTo("/portal/sign-in");
      walk.open("/portal");
      assertThat(walk.here()).startsWith("/portal/sign-in");
    }
  }

  @Test
  void aKeyboardIsEnough() {
    PortalSite.Person owner = site.owner();
    try (Walk walk = site.walk()) {
      walk.open("/portal");
      walk.typeAtOnce("Email or user name", owner.email());
      walk.typeByKey("Password", owner.password().reveal());
      walk.page().keyboard().press("Enter");
      walk.page().waitForURL("**/portal");
      walk.byKey(walk.page().getByText("Skip to the content"), "Enter");
      assertThat(walk.page().evaluate("document.activeElement.id")).isEqualTo("main");
      walk.open("/portal");
      walk.byKey(walk.profile(), "Enter");
      walk.lookAt("profile-menu");
      walk.byKey(walk.page().getByText("Sign out"), "Enter");
      walk.seesHeading("Sign in");
    }
  }

  @Test
  void theApiIsDescribedToEverybody() {
    try (Walk walk = site.walk()) {
      walk.open("/docs").sees("Rename a tag on all devices").lookAt("docs");
    }
  }

  @Test
  void theThemeIsKept() {
    try (Walk walk = site.walk(site.owner())) {
      walk.open("/portal").openProfile().press("Dark");
      Locator html = walk.page().locator("html");
      PlaywrightAssertions.assertThat(html).hasAttribute("data-theme", "dark");
      walk.open("/portal");
      PlaywrightAssertions.assertThat(html).hasAttribute("data-theme", "dark");
      walk.lookAt("overview-in-dark");
    }
  }

  @Test
  void nobodyIsShownWhatTheyCannotOpen() {
    PortalSite.Person owner = site.owner();
    PortalSite.Person member = site.person(owner.organization(), Role.MEMBER);
    try (Walk walk = site.walk(member)) {
      walk.open("/portal/settings");
      walk.seesNot("Webhook Settings");
    }
  }
}

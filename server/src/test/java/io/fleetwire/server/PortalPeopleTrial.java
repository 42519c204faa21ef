package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.access.Role;
import org.junit.jupiter.api.Test;

/// People, roles, one's own account, and the log of changes, in a browser.
@InBrowser
final class PortalPeopleTrial {
  private static final String PASSWORD = "correct horse battery";

  private final PortalSite site;

  PortalPeopleTrial(PortalSite site) {
    this.site = site;
  }

  @Test
  void whoIsInvitedJoinsByTheLinkAndIsOnRecord() {
    PortalSite.Person owner = site.owner();
    String email = "bob" + site.server().nextNumber() + "@harbour.example";
    String link;
    try (Walk walk = site.walk(owner)) {
      walk.withoutMouse();
      walk.open("/portal/people").lookAt("people");
      walk.type("Email", "nonsense").press("Make a link").sees("name@host");
      walk.lookAt("people-refused").type("Email", email).press("Make a link");
      walk.seesHeading("Invitation for " + email).lookAt("people-invitation");
      link = walk.page().locator("#invitation").textContent();
      assertThat(link).startsWith(site.origin() + "/portal/join?token=fwi_");
      walk.click("Done: to Users").sees(email).lookAt("people-invited");
    }
    try (Walk walk = site.walk()) {
      walk.open(link.substring(site.origin().toString().length()));
      walk.seesHeading("Join Harbour Devices Ltd").lookAt("join");
      walk.type("Choose a password", PASSWORD).press("Join").sees("Welcome to Fleetwire.");
      walk.open(link.substring(site.origin().toString().length()));
      walk.seesHeading("There is nothing here");
    }
    try (Walk walk = site.walk(owner)) {
      walk.open("/portal/people").click(email).lookAt("person");
      walk.press("Disable").sees("is signed out").click(email).press("Enable");
      walk.click(email).click("Remove").pressInDialog("Remove").sees("was removed");
      walk.open("/portal/audit").sees("user.join").lookAt("audit");
      walk.choose("About", "Roles").press("Filter").sees("Nothing found").lookAt("audit-nothing");
    }
  }

  @Test
  void whoHasForgottenTheirPasswordComesBackByALink() {
    PortalSite.Person owner = site.owner();
    PortalSite.Person bob = site.person(owner.organization(), Role.MEMBER);
    String link;
    try (Walk walk = site.walk(owner)) {
      walk.open("/portal/people").click(owner.email()).sees("fleetwire reset-password");
      walk.open("/portal/people").click(bob.email());
      walk.byKey(walk.button("Make a reset link"), "Enter");
      walk.seesHeading("A new password for " + bob.email()).sees("server.public-url");
      link = walk.page().locator("#reset").textContent();
      assertThat(link).startsWith(site.origin() + "/portal/reset?token=fwn_");
    }
    try (Walk signedIn = site.walk(bob);
        Walk walk = site.walk()) {
      walk.open(link.substring(site.origin().toString().length()));
      walk.seesHeading("A new password").lookAt("reset");
      walk.type("Choose a password", PASSWORD).press("Set password");
      walk.sees("Your password was changed. Sign in with it.").lookAt("sign-in-told");
      signedIn.open("/portal").sees("Password forgotten?");
      walk.type("Email or user name", bob.email()).type("Password", PASSWORD).press("Sign in");
      walk.seesHeading("Overview");
      walk.open(link.substring(site.origin().toString().length()));
      walk.seesHeading("There is nothing here");
    }
  }

  @Test
  void aRoleIsMadeChangedAndDeleted() {
    try (Walk walk = site.walk(site.owner())) {
      walk.withoutMouse();
      walk.open("/portal/people/roles").lookAt("roles").click("Create role");
      walk.type("Name", "Lab keeper").check("Manage hosts").lookAt("role-form");
      walk.press("Save").sees("was saved").click("Lab keeper");
      assertThat(walk.box("Manage hosts").isChecked()).isTrue();
      walk.click("Delete").pressInDialog("Delete").sees("was deleted");
    }
  }

  @Test
  void peopleKeepTheirKeysSessionsAndPasswordThemselves() {
    PortalSite.Person owner = site.owner();
    site.session(owner);
    try (Walk walk = site.walk(owner)) {
      walk.withoutMouse();
      walk.open("/portal").openProfile().click("Your account").sees("You have no key");
      walk.type("Name of a new key", "CI").press("Create key");
      String key = walk.page().locator("#api-key").textContent();
      assertThat(key).startsWith("fwk_");
      walk.lookAt("account-key").click("Done: to Your account").seesNot(key).sees("never");
      walk.lookAt("account").press("Sign out everywhere else").sees("1 session was ended");
      walk.type("Your password now", "wrong").type("New password", PASSWORD);
      walk.press("Change password").sees("this is not your password").lookAt("account-wrong");
      walk.type("Your password now", owner.password().reveal()).type("New password", PASSWORD);
      walk.press("Change password").sees("Your password was changed");
      walk.use(walk.page().locator("a[data-dialog^=remove]"));
      walk.pressInDialog("Remove").sees("was removed");
    }
  }

  @Test
  void membersSeeTheirAccountAlone() {
    PortalSite.Person owner = site.owner();
    try (Walk walk = site.walk(site.person(owner.organization(), Role.MEMBER))) {
      walk.open("/portal").seesNot("People").seesNot("Log of changes");
      walk.open("/portal/account").seesHeading("Your account");
      walk.open("/portal/people").seesHeading("You may not do this");
    }
  }
}

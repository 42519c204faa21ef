package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.fleetwire.access.KeyDesk;
import io.fleetwire.access.Role;
import io.fleetwire.access.User;
import io.fleetwire.testkit.KnoxClient;
import java.net.URI;
import org.junit.jupiter.api.Test;

/// The fleet in the portal: devices, and what they hang on and belong to.
@InBrowser
final class PortalFleetTrial {
  private final PortalSite site;

  PortalFleetTrial(PortalSite site) {
    this.site = site;
  }

  @Test
  void aFleetIsFilteredAndOneDeviceToldOf() {
    PortalSite.Person owner = site.owner();
    KnoxClient api = api(owner);
    try (Walk walk = site.walk(owner)) {
      walk.open("/portal").click("Devices").sees("No device yet").lookAt("devices-none");
      webhook(api);
      report(api, 1, "R58N123", "Online", "ACTIVATED");
      report(api, 2, "R58N124", "Online", "UTILIZING");
      report(api, 3, "R58N125", "Offline", "ACTIVATED");
      report(api, 4, "R58N126", "Online", "UNPLUGGED");
      report(api, 5, "R58N123", "Offline", "ACTIVATED");
      assertThat(api.put("/v2/devices/" + id(api, "R58N124") + "/tags", TAGS).status())
          .isEqualTo(204);
      walk.open("/portal/devices").sees("R58N126").lookAt("devices");
      walk.choose("Status", "Utilizing").press("Filter").comesTo("/portal/devices?");
      PlaywrightAssertions.assertThat(walk.page().locator("tbody tr")).hasCount(1);
      walk.sees("R58N124").click("Clear").sees("R58N125");
      walk.use(walk.page().locator("tbody a").first());
      walk.seesHeading("Galaxy Note 8").sees("was online").sees("first seen");
      walk.sees("Agent on lab-1").lookAt("device");
      walk.open("/portal/devices?search=58n124").sees("R58N124").seesNot("R58N125");
      walk.open("/portal/hosts").sees("4 (3 offline)").lookAt("hosts");
    }
  }

  @Test
  void aTeamIsMadeFilledAndDeleted() {
    PortalSite.Person owner = site.owner();
    KnoxClient api = api(owner);
    report(api, 1, "R58N200", "Online", "ACTIVATED");
    try (Walk walk = site.walk(owner)) {
      walk.withoutMouse();
      walk.open("/portal/teams").sees("No team yet").lookAt("teams-none");
      walk.click("Create team").type("Name", "Quality").type("People", "ghost@nowhere.example");
      walk.press("Save").sees("There is nobody “ghost@nowhere.example” here.");
      assertThat(walk.page().getByLabel("Name").inputValue()).isEqualTo("Quality");
      walk.lookAt("team-refused").type("People", owner.email()).press("Save");
      walk.sees("“Quality” was created.").type("Put devices in", "R58N200\nR58N999");
      walk.press("Put in").sees("no device “R58N999”").type("Put devices in", "R58N200");
      walk.press("Put in").sees("1 device was put in.").lookAt("team");
      walk.type("Name of the clone", "Quality").press("Clone");
      walk.sees("has a team called “Quality”").type("Name of the clone", "Twin").press("Clone");
      walk.sees("“Twin” was created").sees("R58N200").open("/portal/teams/new");
      walk.type("Name", "Quality").press("Save").sees("has a team called “Quality”");
      walk.open("/portal/teams").lookAt("teams").click("Quality").check("Choose Galaxy Note 8");
      walk.press("Take out").sees("1 device was taken out.");
      walk.pick("Disabled: it keeps what it has");
      walk.press("Save").sees("Saved.");
      walk.open("/portal/teams").sees("disabled").click("Quality");
      walk.click("Delete").pressInDialog("Delete").sees("“Quality” was deleted.");
      walk.open("/portal/audit").sees("team.delete").sees("team.update");
    }
  }

  @Test
  void aBundleHasOneOperatingSystemAndItsMaker() {
    PortalSite.Person owner = site.owner();
    report(api(owner), 1, "R58N210", "Online", "ACTIVATED");
    PortalSite.Person member = site.person(owner.organization(), Role.MEMBER);
    try (Walk walk = site.walk(member)) {
      walk.open("/portal/bundles").click("Create bundle").type("Name", "Night runs");
      walk.pick("iOS");
      walk.press("Save").sees("was created").type("Put devices in", "R58N210").press("Put in");
      walk.sees("a bundle for iOS has devices of that operating system only");
      walk.lookAt("bundle-refused");
      walk.open("/portal/teams").sees("No team yet").seesNot("Create team");
      walk.open("/portal/hosts").seesHeading("You may not do this");
    }
    try (Walk walk = site.walk(site.person(owner.organization(), Role.MEMBER))) {
      walk.open("/portal/bundles").lookAt("bundles").click("Night runs").sees("iOS, 0 devices");
      walk.seesNot("Put in").seesNot("Save");
    }
  }

  @Test
  void severalDevicesAreChosenAndOneIsEdited() {
    PortalSite.Person owner = site.owner();
    KnoxClient api = api(owner);
    report(api, 1, "R58N220", "Online", "ACTIVATED");
    report(api, 2, "R58N221", "Online", "ACTIVATED");
    String team = "{\"name\":\"Payments\",\"deviceIds\":[]}";
    TrialJson.of(201, api.post("/v2/teams", team));
    try (Walk walk = site.walk(owner)) {
      walk.withoutMouse();
      walk.open("/portal/devices").check("Choose Galaxy Note 8 R58N220");
      walk.type("Add a tag", "no blanks").press("Tag").sees("A tag has 1 to 32 letters");
      assertThat(walk.box("Choose Galaxy Note 8 R58N220").isChecked()).isTrue();
      walk.lookAt("devices-refused").type("Add a tag", "release").press("Tag");
      walk.sees("Done: 1 device.").check("Choose Galaxy Note 8 R58N221");
      walk.choose("Put into", "Team Payments");
      walk.press("Put in").sees("Done: 1 device.").check("Choose Galaxy Note 8 R58N220");
      walk.press("Retain").sees("Done: 1 device.");
      walk.open("/portal/tags?after=release")
          .sees("No tag further on")
          .click("Back to the first tags");
      walk.lookAt("tags").click("Edit release").sees("on 1 device");
      walk.type("Name", "no blanks").press("Save").sees("A tag has 1 to 32 letters");
      walk.lookAt("tag-form").type("Name", ".").press("Save");
      walk.sees("“release” is “.” now, on 1 device.");
      walk.click("Edit .").type("Name", "nightly").press("Save").sees("“.” is “nightly” now");
      walk.click("nightly").sees("R58N220").seesNot("R58N221");
      walk.use(walk.page().locator("tbody a").first());
      walk.seesHeading("Retained").sees(owner.email()).lookAt("device-retained");
      walk.click("Edit").type("What your people call it", "The cracked one").press("Save name");
      walk.seesHeading("The cracked one").choose("Put it into", "Team Payments");
      walk.press("Put in").sees("Take out").lookAt("device-edit");
      walk.pick("Forced offline");
      walk.press("Save").sees("Saved.").click("Back to the device").sees("forced offline");
      walk.open("/portal/tags").click("Edit nightly").click("Delete").pressInDialog("Delete");
      walk.sees("“nightly” was taken off 1 device.").sees("No tag yet");
      walk.open("/portal/bookings").lookAt("bookings").press("End the booking of The cracked one");
      walk.sees("The device is free.").sees("Every device is free");
      walk.open("/portal/devices?search=cracked").click("The cracked one").click("Edit");
      walk.click("Remove").pressInDialog("Remove").sees("was removed").seesNot("R58N220");
    }
    try (Walk walk = site.walk(site.owner())) {
      walk.open("/portal/devices").seesNot("R58N221");
    }
  }

  @Test
  void onlyWhoMayEndsWhatOthersRetainAndIsAsked() {
    PortalSite.Person owner = site.owner();
    report(api(owner), 1, "R58N230", "Online", "ACTIVATED");
    PortalSite.Person member = site.person(owner.organization(), Role.MEMBER);
    try (Walk walk = site.walk(member)) {
      walk.withoutMouse();
      walk.open("/portal/devices").use(walk.page().locator("tbody a").first());
      walk.choose("For how long", "Until I end it");
      walk.press("Retain").sees("It is yours.");
      walk.click("Edit").seesNot("Save name").seesNot("Remove").sees("For you alone");
    }
    try (Walk walk = site.walk(site.person(owner.organization(), Role.MEMBER))) {
      walk.open("/portal/bookings").sees(member.email());
      assertThat(walk.button("End the booking of Galaxy Note 8").count()).isZero();
    }
    try (Walk walk = site.walk(owner)) {
      walk.open("/portal/bookings").click("End the booking of Galaxy Note 8");
      walk.lookAt("booking-question").pressInDialog("End it").sees("The device is free.");
    }
  }

  @Test
  void aDeviceIsFoundInAllDialectsAtOnce() {
    PortalSite.Person owner = site.owner();
    report(api(owner), 1, "R58NSHARED01", "Online", "ACTIVATED");
    User user = site.server().access().users().findByEmail(owner.email()).orElseThrow();
    site.server().knox().operations().upload(user.principal(), "R58NSHARED01");
    TrialServer.await(
        () ->
            !site.server()
                .knox()
                .operations()
                .beginning(owner.organization(), "R58NSHARED", 2)
                .isEmpty(),
        "it was not uploaded");
    try (Walk walk = site.walk(owner)) {
      walk.withoutMouse();
      walk.open("/portal").click("Find a device").lookAt("find-nothing");
      walk.type("Name, UDID, serial number or IMEI", "R58NSHARED").press("Find");
      walk.sees("Device lab").sees("Samsung Knox").lookAt("find");
      walk.use(walk.page().getByText("Timeline").last());
      walk.sees("Uploaded to Knox").sees("Agent on lab-1").lookAt("found");
      walk.click("Galaxy Note 8").sees("Also known to").sees("Uploaded to Knox");
      walk.open("/portal/find?search=nobody").sees("Nothing found");
    }
    try (Walk walk = site.walk(site.person(owner.organization(), Role.MEMBER))) {
      walk.open("/portal/find?search=R58NSHARED").sees("Device lab");
      assertThat(walk.page().locator("tbody tr").count()).isOne();
    }
  }

  @Test
  void aKeyboardAloneMakesAHostAndAFilledTeam() {
    PortalSite.Person owner = site.owner();
    report(api(owner), 1, "R58N240", "Online", "ACTIVATED");
    try (Walk walk = site.walk(owner)) {
      walk.open("/portal/hosts")
          .byKey(walk.link("Create host"), "Enter")
          .seesHeading("Create host");
      walk.lookAt("host-form").typeByKey("Name", "rack-7");
      walk.byKey(walk.button("Save"), "Enter").sees("“rack-7” was created.");
      walk.byKey(walk.link("rack-7"), "Enter").seesHeading("rack-7");
      walk.byKey(walk.link("Delete"), "Enter");
      walk.byKey(walk.inDialog("Delete"), "Enter").sees("“rack-7” was deleted.");
      walk.open("/portal/teams/new").typeByKey("Name", "Keys");
      walk.byKey(walk.button("Save"), "Enter").seesHeading("Keys");
      walk.typeByKey("Put devices in", "R58N240").byKey(walk.button("Put in"), "Enter");
      walk.sees("1 device was put in.").open("/portal/devices");
      walk.byKey(walk.box("Choose Galaxy Note 8"), " ").byKey(walk.button("Retain"), "Enter");
      walk.sees("Done: 1 device.");
    }
  }

  private static final String TAGS = "{\"tags\":[\"qa\",\"release\"]}";

  private KnoxClient api(PortalSite.Person owner) {
    User user = site.server().access().users().findByEmail(owner.email()).orElseThrow();
    if (site.server().access().keyDesk().create(user.principal(), user.id(), "trial")
        instanceof KeyDesk.Answer.Made(var _, var secret)) {
      return site.server()
          .anybody()
          .with("Authorization", TrialLab.basic(owner.email(), secret.reveal()));
    }
    throw new AssertionError("no key");
  }

  private static void webhook(KnoxClient api) {
    TrialJson.of(
        201,
        api.post(
            "/v2/webhooks",
            TrialLab.body(
                "Everything",
                URI.create("http://127.0.0.1:9/"),
                "device.status.online",
                "device.status.offline")));
  }

  private static void report(
      KnoxClient api, long number, String udid, String status, String state) {
    TrialJson.of(200, api.post("/v2/agent/reports", TrialLab.batch(number, udid, status, state)));
  }

  private static String id(KnoxClient api, String udid) {
    return Long.toString(
        TrialJson.of(200, api.get("/v2/devices?udid=" + udid))
            .path("devices")
            .path(0)
            .path("id")
            .longValue());
  }
}

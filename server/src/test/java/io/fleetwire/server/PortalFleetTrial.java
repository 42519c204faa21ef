package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.access.ApiKeyAnswer;
import io.fleetwire.access.Role;
import io.fleetwire.access.User;
import io.fleetwire.testkit.KnoxClient;
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
      walk.page().getByLabel("Status").selectOption("utilizing");
      walk.press("Filter");
      assertThat(walk.page().locator("tbody tr").count()).isEqualTo(1);
      walk.sees("R58N124").click("Clear").sees("R58N125");
      walk.page().locator("tbody a").first().click();
      walk.seesHeading("Galaxy Note 8").sees("device.status.offline").sees("device.status.online");
      walk.lookAt("device");
      walk.open("/portal/hosts").sees("4 (3 offline)").lookAt("hosts");
    }
  }

  @Test
  void whatDevicesBelongToIsListed() {
    PortalSite.Person owner = site.owner();
    KnoxClient api = api(owner);
    report(api, 1, "R58N200", "Online", "ACTIVATED");
    String id = id(api, "R58N200");
    TrialJson.of(201, api.post("/v2/teams", "{\"name\":\"Quality\",\"deviceIds\":[" + id + "]}"));
    TrialJson.of(
        201, api.post("/v2/bundles", "{\"name\":\"Night runs\",\"platform\":\"Android\"}"));
    assertThat(api.put("/v2/devices/" + id + "/tags", TAGS).status()).isEqualTo(204);
    TrialJson.of(201, api.post("/v2/bookings", "{\"deviceIds\":[" + id + "],\"unlimited\":true}"));
    try (Walk walk = site.walk(owner)) {
      walk.open("/portal/teams").sees("Quality").lookAt("teams");
      walk.click("Quality").sees("R58N200");
      walk.open("/portal/bundles").sees("Night runs").lookAt("bundles");
      walk.open("/portal/tags").sees("release").lookAt("tags");
      walk.click("release").sees("R58N200");
      walk.open("/portal/bookings").sees(owner.email()).lookAt("bookings");
      walk.page().getByText("End", exact()).click();
      walk.sees("The device is free.").sees("Every device is free");
    }
    try (Walk walk = site.walk(site.person(owner.organization(), Role.MEMBER))) {
      walk.open("/portal/devices").sees("R58N200").seesNot("Hosts");
      walk.open("/portal/hosts").seesHeading("You may not do this");
    }
    try (Walk walk = site.walk(site.owner())) {
      walk.open("/portal/devices/" + id).seesHeading("There is nothing here");
      walk.open("/portal/devices").seesNot("R58N200");
    }
  }

  private static final String TAGS = "{\"tags\":[\"qa\",\"release\"]}";

  private static com.microsoft.playwright.Page.GetByTextOptions exact() {
    return new com.microsoft.playwright.Page.GetByTextOptions().setExact(true);
  }

  private KnoxClient api(PortalSite.Person owner) {
    User user = site.server().access().users().findByEmail(owner.email()).orElseThrow();
    if (site.server().access().apiKeys().create(user.id(), "trial")
        instanceof ApiKeyAnswer.NewApiKey(var _, var secret)) {
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
                java.net.URI.create("http://127.0.0.1:9/"),
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

package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.testkit.FakeReceiver;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Endpoints and event types, in a browser.
@InBrowser
final class PortalEndpointsTrial {
  private final PortalSite site;

  PortalEndpointsTrial(PortalSite site) {
    this.site = site;
  }

  @Test
  void whatIsWrongIsToldBesideItsFieldAndNothingIsLost() {
    PortalShop shop = PortalShop.open(site);
    try (Walk walk = site.walk(shop.owner())) {
      shop.api().eventType("device.battery.low");
      shop.api().eventType("device.offline");
      walk.open("/portal/endpoints").seesHeading("No endpoint yet").lookAt("endpoints-empty");
      walk.click("Create the first one").seesHeading("New endpoint").lookAt("endpoint-form");
      walk.type("URL", "http://127.0.0.1:80/a b");
      walk.type("Description", "Warehouse board").press("Create endpoint");
      walk.sees("Choose a type above, or write a pattern");
      walk.pick("device.offline");
      walk.press("Create endpoint").sees("The URL ").lookAt("endpoint-form-wrong");
      walk.type("URL", "http://169.254.169.254/").press("Create endpoint");
      walk.sees("The URL must not be called: 169.254.169.254 is a cloud's metadata service");
      assertThat(walk.page().getByLabel("Description").inputValue()).isEqualTo("Warehouse board");
      assertThat(walk.page().getByLabel("device.offline").isChecked()).isTrue();
    }
  }

  @Test
  void anEndpointIsMadeTriedAndItsSecretExchanged() {
    PortalShop shop = PortalShop.open(site);
    try (Walk walk = site.walk(shop.owner());
        FakeReceiver receiver = FakeReceiver.start()) {
      walk.withoutMouse();
      walk.open("/portal/new-endpoint").type("URL", PortalShop.hook(receiver).toString());
      walk.type("Description", "Warehouse board").type("Other types and patterns", "device.*");
      walk.type("Only if all of these hold, one a line", "data.level <= 10");
      walk.pick("Key in a header");
      walk.type("Header", "X-Api-Key").type("Key", "s3cret").press("Create endpoint");

      walk.seesHeading("The secret to verify by").lookAt("endpoint-secret");
      assertThat(walk.page().locator("#secret").textContent()).startsWith("whsec_");
      walk.click("To the endpoint, to send a test event").seesHeading("Warehouse board");
      walk.sees("data.level <= 10").sees("key in the header X-Api-Key");
      walk.press("Send test event").sees("A test event is on its way");
      receiver.await(all -> !all.isEmpty(), Duration.ofSeconds(30));
      walk.page().reload();
      walk.sees("fleetwire.endpoint.test").sees("(not shown)").seesNot("s3cret");
      assertThat(receiver.callbacks().getFirst().header("X-Api-Key")).contains("s3cret");

      walk.click("Warehouse board").press("Rotate").seesHeading("The secret to verify by");
      walk.click("To the endpoint").sees("An older secret still signs");
    }
  }

  @Test
  void anEndpointIsStoppedEditedAndDeleted() {
    PortalShop shop = PortalShop.open(site);
    try (Walk walk = site.walk(shop.owner());
        FakeReceiver receiver = FakeReceiver.start()) {
      walk.withoutMouse();
      String id = shop.endpoint(PortalShop.hook(receiver), "Warehouse board");
      walk.open("/portal/endpoints/" + id).press("Pause").sees("Events for it are kept");
      walk.press("Resume").sees("Active").press("Disable").sees("somebody switched it off");
      walk.lookAt("endpoint-disabled").press("Enable").sees("Active");

      walk.click("Edit").seesHeading("Edit endpoint");
      assertThat(walk.page().getByLabel("Other types and patterns").inputValue()).isEqualTo("*");
      walk.use(walk.page().locator("summary"));
      walk.type("Requests a second, at most", "quick").press("Save").sees("Write a number");
      walk.type("Requests a second, at most", "2.5").type("Wait before each attempt", "0s, 1m, 2h");
      walk.press("Save").sees("Saved").sees("at most 2.5 a second").sees("after 0s, 1m, 2h");

      walk.click("Delete").seesHeading("Delete Warehouse board?").lookAt("endpoint-delete");
      walk.press("Delete").sees("Deleted Warehouse board");
      walk.open("/portal/audit").choose("About", "Endpoints").press("Filter");
      walk.sees("endpoint.delete").sees("endpoint.enable").sees("endpoint.update");
      walk.open("/portal/endpoints/" + id).seesHeading("There is nothing here");
    }
  }

  @Test
  void whoWasSlowerIsToldAndOverwritesNothing() {
    PortalShop shop = PortalShop.open(site);
    try (Walk walk = site.walk(shop.owner());
        FakeReceiver receiver = FakeReceiver.start()) {
      String id = shop.endpoint(PortalShop.hook(receiver), "Board");
      walk.open("/portal/endpoints/" + id + "/edit");
      shop.api().patch(TrialApi.ENDPOINTS + "/" + id, "{\"description\":\"By another\"}");
      walk.type("Description", "By me").press("Save").sees("Somebody changed this endpoint");
      walk.open("/portal/endpoints/" + id).seesHeading("By another");
    }
  }

  @Test
  void anEventTypeIsMadeAndChanged() {
    PortalShop shop = PortalShop.open(site);
    try (Walk walk = site.walk(shop.owner())) {
      walk.withoutMouse();
      walk.open("/portal/event-types").seesHeading("No event type yet").lookAt("types-empty");
      walk.click("Create the first one").type("Name", "device battery").press("Create event type");
      walk.sees("required words of letters");
      walk.type("Name", "device.battery.low").type("JSON Schema of its data", "{");
      walk.press("Create event type").sees("This is no JSON").lookAt("type-form-wrong");
      walk.type(
          "JSON Schema of its data",
          "{\"type\":\"object\",\"required\":[\"level\"],"
              + "\"properties\":{\"level\":{\"type\":\"integer\"}}}");
      walk.press("Create event type").sees("Created").seesHeading("device.battery.low");
      walk.lookAt("type");

      walk.click("Edit").type("JSON Schema of its data", "{\"type\":\"array\"}").press("Save");
      walk.sees("this breaks who relies on the schema").lookAt("type-breaking");
      walk.pick("Change it all the same");
      walk.press("Save").sees("Saved");
      walk.open("/portal/event-types").sees("device.battery.low").lookAt("types");
      walk.open("/portal/audit").choose("About", "Event types").press("Filter");
      walk.sees("event-type.create").sees("event-type.update");
    }
  }

  @Test
  void anEventIsPublishedByHandAndItsTypeArchived() {
    PortalShop shop = PortalShop.open(site);
    try (Walk walk = site.walk(shop.owner());
        FakeReceiver receiver = FakeReceiver.start()) {
      walk.withoutMouse();
      shop.api()
          .caller()
          .post(
              TrialApi.TYPES, "{\"name\":\"device.battery.low\",\"schema\":{\"type\":\"array\"}}");
      shop.endpoint(PortalShop.hook(receiver), "Board");
      walk.open("/portal/event-types/device.battery.low");
      walk.click("Publish an event").seesHeading("Publish device.battery.low");
      walk.type("Data", "{\"level\":1}").press("Publish").sees("Nothing was published");
      walk.lookAt("publish-wrong");
      walk.type("Data", "[1]").type("Subject", "tablet-7").press("Publish");
      walk.sees("1 endpoint is told of it").sees("tablet-7");

      walk.open("/portal/event-types/device.battery.low").press("Archive").sees("Archived");
      walk.press("Restore").sees("Restored");
    }
  }
}

package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.fleetwire.testkit.FakeAnswer;
import io.fleetwire.testkit.FakeReceiver;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Overview, deliveries and replays, in a browser.
@InBrowser
final class PortalDeliveriesTrial {
  private static final String HOSTILE = "<img src=x onerror=alert(1)>";

  private final PortalSite site;

  PortalDeliveriesTrial(PortalSite site) {
    this.site = site;
  }

  @Test
  void anEmptyHouseTeaches() {
    PortalShop shop = PortalShop.open(site);
    try (Walk walk = site.walk(shop.owner())) {
      walk.open("/portal").seesHeading("The first hour").lookAt("overview-empty");
      walk.open("/portal/deliveries").seesHeading("Nobody is told of anything yet");
      walk.lookAt("deliveries-empty");
      walk.open("/portal/replays").seesHeading("No replay yet").lookAt("replays-empty");
    }
  }

  @Test
  void theFirstPageSaysHowItGoes() {
    PortalShop shop = PortalShop.open(site);
    try (Walk walk = site.walk(shop.owner());
        FakeReceiver receiver = FakeReceiver.start()) {
      String type = shop.api().eventType("device.battery.low");
      String good = shop.endpoint(PortalShop.hook(receiver), "Warehouse board");
      receiver.answerBy(
          callback ->
              callback.path().startsWith("/broken")
                  ? FakeAnswer.text(503, "the database is away")
                  : FakeAnswer.status(204));
      shop.endpoint(receiver.url("/broken"), "Night shift pager");
      shop.publish(type, 9);
      shop.awaitDelivered(good, 9);
      receiver.await(all -> all.size() >= 14, Duration.ofSeconds(30));

      walk.open("/portal").seesNot("Next: ");
      walk.sees("Warehouse board").sees("Night shift pager").lookAt("overview");
      walk.open("/portal/endpoints/" + good).seesHeading("Warehouse board").lookAt("endpoint");
      walk.open("/portal/endpoints").sees("Night shift pager").lookAt("endpoints");
    }
  }

  @Test
  void aDeliveryIsFoundLookedThroughAndSentAgain() {
    PortalShop shop = PortalShop.open(site);
    try (Walk walk = site.walk(shop.owner());
        FakeReceiver receiver = FakeReceiver.start()) {
      String type = shop.api().eventType("device.battery.low");
      receiver.answer(
          FakeAnswer.text(500, "cannot " + HOSTILE), FakeAnswer.text(200, "{\"taken\":true}"));
      String endpoint =
          shop.endpoint(
              PortalShop.hook(receiver),
              "Warehouse board",
              "\"retry\":{\"delaysSeconds\":[0,0.05,30]}");
      shop.publish(type, 1);
      shop.awaitDelivered(endpoint, 1);
      shop.publish(type, 3);
      shop.awaitDelivered(endpoint, 4);

      walk.open("/portal/deliveries").sees("tablet-103").lookAt("deliveries");
      walk.choose("State", "Delivered")
          .type("Subject", "tablet-101")
          .press("Filter")
          .comesTo("/portal/deliveries?");
      assertThat(walk.here()).contains("state=delivered").contains("subject=tablet-101");
      walk.seesNot("tablet-103");
      walk.page().locator("tbody tr").last().click();
      walk.seesHeading("device.battery.low").sees("Attempt 1").sees("Attempt 2");
      walk.use(walk.page().locator("summary").first());
      walk.sees("cannot " + HOSTILE).lookAt("delivery");
      assertThat(walk.page().locator("#curl").textContent())
          .startsWith("curl -X POST '" + PortalShop.hook(receiver))
          .contains("webhook-signature: v1,")
          .contains("--data-raw '{\"level\":1");
      long before = receiver.received();
      walk.press("Send again").sees("Sent again");
      shop.awaitDelivered(endpoint, 5);
      assertThat(receiver.received()).isEqualTo(before + 1);
      walk.page().reload();
      walk.sees("redelivery").sees("Delivered");
      assertThat(shop.newestDelivery(endpoint)).isIn((Object[]) walk.here().split("/"));
    }
  }

  @Test
  void whatStrangersSendIsTextAndNothingElse() {
    PortalShop shop = PortalShop.open(site);
    try (Walk walk = site.walk(shop.owner());
        FakeReceiver receiver = FakeReceiver.start()) {
      receiver.answer(
          new FakeAnswer.Honest(
              200, "X-Note: </pre><script>alert(2)</script>\r\n", "<script>alert(3)</script>"));
      String type = shop.api().eventType();
      String endpoint =
          shop.endpoint(PortalShop.hook(receiver), "</script><script>alert(4)</script>");
      shop.api()
          .publish(
              type, "'\\\"><script>alert(5)</script>", "{\"a\":\"" + HOSTILE + " '; rm -rf\"}");
      shop.awaitDelivered(endpoint, 1);

      walk.open("/portal").sees("<script>alert(4)</script>");
      walk.open("/portal/deliveries").sees("<script>alert(5)</script>");
      walk.page().locator("tbody th a").first().click();
      walk.sees("alert(2)").sees("alert(3)").sees(HOSTILE);
      assertThat(walk.page().locator("main script, main img").count()).isZero();
      assertThat(walk.page().locator("#curl").textContent()).contains("'\\''; rm -rf");
    }
  }

  @Test
  void theListIsLiveUntilItIsPaused() {
    PortalShop shop = PortalShop.open(site);
    try (Walk walk = site.walk(shop.owner());
        FakeReceiver receiver = FakeReceiver.start()) {
      walk.withoutMouse();
      String type = shop.api().eventType();
      shop.endpoint(PortalShop.hook(receiver), "Board");
      walk.open("/portal/deliveries").seesHeading("Nothing was delivered yet");
      shop.publish(type, 1);
      walk.sees("tablet-101");
      walk.click("Pause").comesTo("/portal/deliveries?live=off");
      PlaywrightAssertions.assertThat(walk.page().locator("[hx-get]")).hasCount(0);
      walk.click("Go live").page().locator("#rows[hx-get]").waitFor();
    }
  }

  @Test
  void aBadFilterSaysSoBesideItsField() {
    PortalShop shop = PortalShop.open(site);
    try (Walk walk = site.walk(shop.owner())) {
      walk.open("/portal/deliveries?type=a*b&state=gone&subject=kept");
      walk.sees("Write a type, device.*, or *").sees("Choose one of these");
      assertThat(walk.page().getByLabel("Subject").inputValue()).isEqualTo("kept");
      walk.lookAt("deliveries-bad-filter");
    }
  }

  @Test
  void manyAreReplayedAndTheProgressIsSeen() {
    PortalShop shop = PortalShop.open(site);
    try (Walk walk = site.walk(shop.owner());
        FakeReceiver receiver = FakeReceiver.start()) {
      walk.withoutMouse();
      // At one a second it still runs when it has been looked at, also on a busy machine.
      shop.delivered(shop.api().eventType(), receiver, 40);

      walk.open("/portal/replays").click("Start one").press("Start");
      walk.sees("Choose an endpoint");
      walk.choose("Endpoint", "Warehouse board");
      walk.type("Event type", "trial.*").press("Count").sees("40 deliveries");
      walk.lookAt("replay-form");
      walk.type("A second, at most", "1").press("Start").sees("The replay runs");
      walk.sees("Running").lookAt("replay-running");
      walk.press("Cancel").sees("Cancelled");
      walk.open("/portal/replays").sees("Cancelled").lookAt("replays");
    }
  }

  @Test
  void aReplayThatIsOverAsksForNothingMore() {
    PortalShop shop = PortalShop.open(site);
    try (Walk walk = site.walk(shop.owner());
        FakeReceiver receiver = FakeReceiver.start()) {
      shop.delivered(shop.api().eventType(), receiver, 2);

      walk.open("/portal/new-replay");
      walk.choose("Endpoint", "Warehouse board");
      walk.type("A second, at most", "1000").press("Start");
      walk.sees("Finished").sees("100 %");
      PlaywrightAssertions.assertThat(walk.page().locator("[hx-get]")).hasCount(0);
    }
  }

  @Test
  void aKeyboardIsEnoughToSendAgain() {
    PortalShop shop = PortalShop.open(site);
    try (Walk walk = site.walk(shop.owner());
        FakeReceiver receiver = FakeReceiver.start()) {
      String type = shop.api().eventType();
      shop.delivered(type, receiver, 1);

      walk.open("/portal");
      Locator deliveries =
          walk.page()
              .getByRole(
                  AriaRole.LINK, new Page.GetByRoleOptions().setName("Deliveries").setExact(true));
      walk.byKey(deliveries.first(), "Enter").seesHeading("Deliveries");
      walk.byKey(walk.page().locator("tbody th a").first(), "Enter").seesHeading(type);
      walk.byKey(walk.page().getByText("Send again"), "Enter").sees("Sent again");
    }
  }

  @Test
  void withoutScriptsEverythingWorks() {
    PortalShop shop = PortalShop.open(site);
    try (Walk walk = site.walkWithoutScripts(shop.owner());
        FakeReceiver receiver = FakeReceiver.start()) {
      shop.delivered(shop.api().eventType(), receiver, 1);

      walk.open("/portal/deliveries").page().locator("tbody th a").first().click();
      walk.press("Send again").sees("Sent again");
    }
  }
}

package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.fleetwire.testkit.FakeAnswer;
import io.fleetwire.testkit.FakeReceiver;
import org.junit.jupiter.api.Test;

/// Pages as they come out of a printer.
@InBrowser
final class PortalPaperTrial {
  private static final String BLACK = "rgb(0, 0, 0)";

  private final PortalSite site;

  PortalPaperTrial(PortalSite site) {
    this.site = site;
  }

  @Test
  void aDeliveryIsPrintedWithAllThatIsKnownOfIt() {
    PortalShop shop = PortalShop.open(site);
    try (Walk walk = site.walk(shop.owner());
        FakeReceiver receiver = FakeReceiver.start()) {
      receiver.answer(FakeAnswer.text(500, "too busy today"), FakeAnswer.status(200));
      String endpoint =
          shop.endpoint(
              PortalShop.hook(receiver), "Board", "\"retry\":{\"delaysSeconds\":[0,0.05]}");
      shop.publish(shop.api().eventType("device.battery.low"), 1);
      shop.awaitDelivered(endpoint, 1);

      walk.open("/portal/deliveries/" + shop.newestDelivery(endpoint)).sees("Attempt 2");
      assertThat(walk.page().getByText("too busy today").isVisible()).as("folded").isFalse();
      walk.onPaper().sees("too busy today");
      isForPaper(walk.page());
      walk.open("/portal/deliveries").onPaper().sees("tablet-101");
      isForPaper(walk.page());
      assertThat(walk.page().locator("form.filters").isVisible()).isFalse();
    }
  }

  @Test
  void whatPeopleHangUpHasNothingToPress() {
    try (Walk walk = site.walk(site.owner())) {
      walk.open("/portal/first-hour").onPaper().sees("Choose a receiver");
      isForPaper(walk.page());
      walk.open("/portal/knox/certificate").onPaper().sees("Signs now");
      isForPaper(walk.page());
      walk.open("/docs").onPaper().sees("Get an access token");
      assertThat(style(walk.page().locator("body"), "backgroundColor"))
          .isEqualTo("rgb(255, 255, 255)");
    }
  }

  private static void isForPaper(Page page) {
    assertThat(style(page.locator("h1").first(), "color")).isEqualTo(BLACK);
    assertThat(style(page.locator("body"), "backgroundColor")).isEqualTo("rgb(255, 255, 255)");
    for (String kind : new String[] {"nav.side", "header.top", ".button"}) {
      Locator visible = page.locator(kind).filter(new Locator.FilterOptions().setVisible(true));
      assertThat(visible.count()).as(kind).isZero();
    }
    for (Locator table : page.locator(".table-wrap").all()) {
      assertThat((boolean) table.evaluate("it => it.scrollWidth <= it.clientWidth"))
          .as("a table is cut")
          .isTrue();
    }
    for (Locator time : page.locator("main time").all()) {
      assertThat((String) time.evaluate("it => getComputedStyle(it, '::after').content"))
          .contains("UTC");
    }
  }

  private static String style(Locator what, String name) {
    return (String) what.evaluate("it => getComputedStyle(it)['" + name + "']");
  }
}

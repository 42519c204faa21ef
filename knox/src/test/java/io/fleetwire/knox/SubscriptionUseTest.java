package io.fleetwire.knox;

import static io.fleetwire.knox.KnoxSite.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.Subject;
import io.fleetwire.engine.TraceId;
import io.fleetwire.testkit.KnoxAnswer;
import io.fleetwire.testkit.KnoxClient;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What subscriptions do to deliveries, and who may have them in whose name.
final class SubscriptionUseTest extends SharedSite {
  private static final String PATH = "/kwn/v1/subscriptions";
  private static final URI HOOK = URI.create("https://receiver.example/hook");

  @ParameterizedTest
  @CsvSource({
    "200, 1", "202, 1", "299, 1", "302, 2", "408, 2", "425, 2", "429, 2", "500, 2", "503, 2",
    "400, 1", "401, 1", "404, 1", "409, 1", "422, 1"
  })
  void receiversThatDecidedAreLeftAloneAndOthersAreTriedAgain(int status, int requests) {
    OrganizationId ours = site.newOrganization();
    URI url = URI.create("https://receiver.example/" + ours);
    site.caller(ours, "kdms").subscribe(url, List.of("KDMS_DEVICE_UPLOAD"));
    publish(ours);
    site.sender.answerNext(status);
    site.deliver();
    site.clock.advance(Duration.ofSeconds(73));
    site.deliver();
    assertThat(site.sentTo(url)).hasSize(requests);
  }

  @Test
  void aReceiverThatFailsIsTriedEightTimesOverTwoDays() {
    OrganizationId ours = site.newOrganization();
    URI url = URI.create("https://receiver.example/" + ours);
    site.caller(ours, "kdms").subscribe(url, List.of("KDMS_DEVICE_UPLOAD"));
    publish(ours);
    site.sender.answerNext(500);
    site.deliver();
    assertThat(site.sentTo(url)).hasSize(1);
    List<Integer> minutes = List.of(1, 5, 30, 120, 360, 720, 1_440);
    for (int made = 1; made <= minutes.size(); made++) {
      Duration planned = Duration.ofMinutes(minutes.get(made - 1));
      site.clock.advance(planned.multipliedBy(79).dividedBy(100));
      site.deliver();
      assertThat(site.sentTo(url)).as("too early").hasSize(made);
      site.sender.answerNext(500);
      site.clock.advance(planned.multipliedBy(42).dividedBy(100));
      site.deliver();
      assertThat(site.sentTo(url)).hasSize(made + 1);
    }
    site.clock.advance(Duration.ofDays(30));
    site.deliver();
    assertThat(site.sentTo(url)).hasSize(8);
  }

  @Test
  void deletingCancelsWhatIsOutstanding() {
    OrganizationId ours = site.newOrganization();
    KnoxClient caller = site.caller(ours, "kdms");
    URI url = URI.create("https://receiver.example/" + ours);
    String id = id(caller.subscribe(url, List.of("KDMS_DEVICE_UPLOAD")));
    publish(ours);
    site.sender.answerNext(500);
    site.deliver();
    assertThat(site.sentTo(url)).hasSize(1);
    assertThat(caller.delete(PATH + "/" + id).status()).isEqualTo(204);
    assertThat(caller.delete(PATH + "/" + id).status()).isEqualTo(404);
    site.clock.advance(Duration.ofMinutes(2));
    site.deliver();
    assertThat(site.sentTo(url)).hasSize(1);
  }

  @Test
  void replacingTheUrlRedirectsWhatIsOutstanding() {
    OrganizationId ours = site.newOrganization();
    KnoxClient caller = site.caller(ours, "kdms");
    URI old = URI.create("https://old.example/" + ours);
    URI next = URI.create("https://next.example/" + ours);
    String id = id(caller.subscribe(old, List.of("KDMS_DEVICE_UPLOAD")));
    publish(ours);
    site.sender.answerNext(503);
    site.deliver();
    caller.put(PATH + "/" + id, "{\"url\":\"" + next + "\",\"events\":[\"KDMS_DEVICE_UPLOAD\"]}");
    site.clock.advance(Duration.ofMinutes(2));
    site.deliver();
    assertThat(site.sentTo(old)).hasSize(1);
    assertThat(site.sentTo(next))
        .extracting(OutboundRequest::body)
        .containsExactly(site.sentTo(old).getFirst().body());
  }

  @Test
  void aManagedCustomerIsActedForAndAStrangerIsNot() {
    OrganizationId manager = site.newOrganization();
    OrganizationId customer = site.newOrganization();
    site.access.organizations().letManage(manager, customer);
    KnoxClient provider = site.caller(manager, "kdms");
    KnoxClient acting = provider.with("x-wsm-managed-tenantid", customer.toString());
    assertThat(acting.subscribe(HOOK, List.of("KDMS_DEVICE_UPLOAD")).status()).isEqualTo(200);
    assertThat(listed(provider)).isEmpty();
    assertThat(listed(site.caller(customer, "kdms"))).hasSize(1);
    KnoxAnswer stranger =
        provider
            .with("x-wsm-managed-tenantid", site.newOrganization().toString())
            .subscribe(HOOK, List.of("KDMS_DEVICE_UPLOAD"));
    assertThat(stranger.status()).isEqualTo(403);
    assertThat(json(stranger).get("data").textValue()).contains("x-wsm-managed-tenantid");
  }

  @Test
  void aLegacyTokenSubscribesToKnoxGuard() throws Exception {
    LegacyCaller legacy = LegacyCaller.register(site, site.newOrganization(), "kdms");
    assertThat(legacy.signed().subscribe(HOOK, List.of("KG_DEVICE_LOCKED")).status())
        .isEqualTo(200);
    assertThat(legacy.signed().subscribe(HOOK, List.of("KC_DEVICE_STATUS_CHANGE")).status())
        .isEqualTo(403);
  }

  private void publish(OrganizationId organization) {
    KnoxEvents.Answer answer =
        site.service
            .events()
            .publish(
                organization,
                new KnoxEvents.Draft(
                    "KDMS_DEVICE_UPLOAD",
                    new Subject("a device"),
                    new TraceId("trace"),
                    new Payload("application/json", "{}".getBytes(StandardCharsets.UTF_8))));
    assertThat(answer).isInstanceOf(KnoxEvents.Answer.Published.class);
  }

  private static String id(KnoxAnswer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return json(answer).at("/payload/id").textValue();
  }

  private static List<String> listed(KnoxClient caller) {
    List<String> ids = new ArrayList<>();
    json(caller.get(PATH)).get("payload").forEach(one -> ids.add(one.get("id").textValue()));
    return ids;
  }
}

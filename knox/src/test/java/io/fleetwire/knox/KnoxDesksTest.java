package io.fleetwire.knox;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.access.Principal;
import io.fleetwire.access.Scopes;
import io.fleetwire.engine.EventType;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.web.PageNumber;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What people see and do by the room's desks, each within their organization.
final class KnoxDesksTest extends SharedSite {
  private static final PageNumber PAGE = new PageNumber(0, 25);
  private static final String URL = "https://receiver.example/knox";

  private Principal ann;
  private Principal eve;

  @BeforeEach
  void enter() {
    ann = principal(site.newOrganization());
    eve = principal(site.newOrganization());
  }

  @Test
  void aSubscriptionIsKeptByPeopleOfItsOrganizationAlone() {
    SubscriptionDesk desk = desks().subscriptions();
    Subscription one = saved(desk.create(ann, URL, List.of("KDMS_DEVICE_UPLOAD")));
    assertThat(desk.find(eve.organization(), one.id())).isEmpty();
    assertThat(desk.remove(eve, one.id())).isFalse();
    assertThat(desk.owners(ann.organization()))
        .containsOnlyKeys(new EventType("KDMS_DEVICE_UPLOAD"));
    Subscription two = saved(desk.replace(ann, one, URL + "/2", List.of("KDMS_DEVICE_DELETE")));
    assertThat(two.id()).isEqualTo(one.id());
    assertThat(desk.remove(ann, one.id())).isTrue();
    assertThat(desk.list(ann.organization())).isEmpty();
    assertThat(site.audit(ann.organization()))
        .containsExactly("subscription.delete", "subscription.update", "subscription.create");
  }

  @Test
  void theLogOfChangesHasNoSecretsOfAUrl() {
    saved(desks().subscriptions().create(ann, URL + "?k=hush", List.of("KDMS_DEVICE_UPLOAD")));
    assertThat(site.access.audit().list(ann.organization(), Long.MAX_VALUE, 10).toString())
        .contains(URL)
        .doesNotContain("hush");
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() {
    SubscriptionDesk.Answer answer =
        desks().subscriptions().create(ann, "ftp://receiver.example", List.of("NO_SUCH_EVENT"));
    assertThat(((SubscriptionDesk.Answer.Refused) answer).faults())
        .extracting(fault -> fault.pointer())
        .containsExactly("url", "events");
    saved(desks().subscriptions().create(ann, URL, List.of("KDMS_DEVICE_UPLOAD")));
    assertThat(desks().subscriptions().create(ann, URL, List.of("KDMS_DEVICE_UPLOAD")))
        .isInstanceOf(SubscriptionDesk.Answer.Refused.class);
  }

  @Test
  void anUploadIsFollowedToItsEndAndItsFailuresAreFound() {
    OperationDesk desk = desks().operations();
    String id = accepted(desk.upload(ann, "R5CT30ABCDE, R5CT30ABCDE;x\n"));
    assertThat(report(id, false).counts().isFinished()).isFalse();
    site.finishOperations();
    OperationReport done = report(id, false);
    assertThat(done.counts()).isEqualTo(new OperationReport.Counts(2, 1, 1, 1));
    assertThat(done.lines()).hasSize(2);
    assertThat(report(id, true).lines())
        .containsExactly(
            new OperationReport.Line(
                "X",
                OperationReport.Outcome.FAILURE,
                "INVALID_DEVICE_ID",
                "Couldn't upload device with ID: (X)"));
    assertThat(desk.find(eve.organization(), id, false, PAGE)).isEmpty();
    assertThat(desk.find(eve.organization(), id, true, PAGE)).isEmpty();
    assertThat(desk.list(ann.organization(), 10)).extracting(OperationReport::id).contains(id);
    assertThat(desk.list(eve.organization(), 10)).isEmpty();
  }

  @Test
  void samplesAreMarkedAndGoTogether() {
    OperationDesk desk = desks().operations();
    String samples = desk.samples(5);
    assertThat(samples.lines()).hasSize(5).allMatch(line -> line.startsWith("SAMPLE"));
    accepted(desk.upload(ann, samples + "\nR5CT30ABCDF"));
    site.finishOperations();
    assertThat(desk.devices(ann.organization(), "", PAGE).total()).isEqualTo(6);
    assertThat(desk.deleteSamples(eve)).isInstanceOf(OperationDesk.Answer.Refused.class);
    accepted(desk.deleteSamples(ann));
    site.finishOperations();
    assertThat(desk.devices(ann.organization(), "", PAGE).devices())
        .extracting(InventoryPage.Entry::identifier)
        .containsExactly("R5CT30ABCDF");
    assertThat(site.audit(ann.organization())).contains("knox.upload", "knox.delete");
    assertThat(site.audit(eve.organization())).isEmpty();
  }

  @Test
  void whatCannotBeAnOrderIsRefused() {
    OperationDesk desk = desks().operations();
    for (String text : List.of("", " ,;\n", "x".repeat(65), "a ".repeat(10_001))) {
      assertThat(desk.upload(ann, text)).isInstanceOf(OperationDesk.Answer.Refused.class);
    }
  }

  @Test
  void aNewKeyIsPublishedOnceAndOnRecord() {
    CertificateDesk desk = desks().certificates();
    assertThat(desk.rekey(ann)).isInstanceOf(RotationAnswer.Done.class);
    assertThat(desk.status().served()).hasSize(2);
    assertThat(desk.rekey(ann)).isInstanceOf(RotationAnswer.AlreadyPublished.class);
    assertThat(desk.download(ann, true)).isPresent();
    assertThat(site.audit(ann.organization()))
        .contains("certificate.rekey", CertificateDesk.DOWNLOAD);
  }

  private OperationReport report(String id, boolean failedOnly) {
    return desks().operations().find(ann.organization(), id, failedOnly, PAGE).orElseThrow();
  }

  private static String accepted(OperationDesk.Answer answer) {
    return ((OperationDesk.Answer.Accepted) answer).id();
  }

  private static Subscription saved(SubscriptionDesk.Answer answer) {
    return ((SubscriptionDesk.Answer.Saved) answer).subscription();
  }

  private KnoxDesks desks() {
    return site.desks();
  }

  private static Principal principal(OrganizationId organization) {
    return new Principal(organization, Scopes.NONE, "ann@a.example", Principal.Kind.USER);
  }
}

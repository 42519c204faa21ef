package io.fleetwire.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.access.Principal;
import io.fleetwire.access.Role;
import io.fleetwire.access.UserAnswer;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.TraceId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Devices that do not exist, and the story that they go through.
final class SamplesTest extends SharedSite {
  private static final String HOOK = "https://hooks.example/samples";

  private Principal owner;
  private Samples samples;

  @BeforeEach
  void prepare() {
    owner = principal(lab.organization);
    samples = site.service.desks().samples();
  }

  @Test
  void aWebhookIsToldTheStoryAsOfRealDevices() {
    lab.webhook(HOOK, List.of(LabCaller.VENDORS));
    assertThat(samples.start(owner)).isTrue();
    tell(SampleStory.length());
    assertThat(site.told(HOOK))
        .containsExactly(
            "device.status.online",
            "device.status.online",
            "device.status.online",
            "device.state.utilizing",
            "device.status.offline",
            "device.state.unplugged",
            "device.status.online",
            "device.status.online");
    assertThat(site.sender.sent())
        .allMatch(request -> LabSite.text(request).contains("\"deviceName\":\"Simulated "))
        .allMatch(request -> LabSite.text(request).contains("\"deviceUdid\":\"SAMPLE-"));
  }

  @Test
  void aStepThatIsToldAgainHasNoEffect() {
    lab.webhook(HOOK, List.of(LabCaller.VENDORS));
    samples.start(owner);
    SampleTable.Progress first =
        site.database.read(tx -> SampleTable.find(tx, lab.organization)).orElseThrow();
    tell(1);
    site.database.write(
        tx -> {
          SampleTable.put(tx, first);
          return first;
        });
    site.deliver();
    assertThat(site.told(HOOK)).hasSize(3);
  }

  @Test
  void oneStoryIsToldAtATimeAndThenAgain() {
    assertThat(samples.start(owner)).isTrue();
    assertThat(samples.start(owner)).as("it is being told").isFalse();
    tell(SampleStory.length());
    site.clock.advance(Duration.ofSeconds(1));
    assertThat(samples.start(owner)).isTrue();
  }

  @Test
  void theirHostIsHeardForAnHourAndThenFallsSilent() {
    samples.start(owner);
    tell(SampleStory.length());
    for (int i = 0; i < 60 * 3; i++) {
      site.clock.advance(Duration.ofSeconds(20));
      site.deliver();
      if (i == 100) {
        assertThat(down()).containsExactly(false);
      }
    }
    site.clock.advance(Duration.ofMinutes(2));
    site.deliver();
    assertThat(down()).containsExactly(true);
  }

  @Test
  void oneCallTakesThemAway() {
    samples.start(owner);
    lab.is("real", "online");
    tell(2);
    assertThat(samples.areThere(lab.organization)).isTrue();
    Principal stranger = principal(site.newOrganization());
    assertThat(samples.areThere(stranger.organization())).isFalse();
    assertThat(samples.remove(stranger, new TraceId("t"))).isZero();
    assertThat(samples.areThere(lab.organization)).isTrue();
    assertThat(samples.remove(owner, new TraceId("t"))).isEqualTo(3);
    tell(2);
    assertThat(samples.areThere(lab.organization)).as("the story has ended").isFalse();
    assertThat(down()).as("only the real host is left").hasSize(1);
  }

  private List<Boolean> down() {
    return site.service.desks().hosts().names(lab.organization).stream().map(Host::down).toList();
  }

  private void tell(int steps) {
    for (int i = 0; i < steps; i++) {
      site.deliver();
      site.clock.advance(SamplePump.PACE);
    }
  }

  private Principal principal(OrganizationId organization) {
    String email = "owner" + organization.value() + "@samples.example";
    UserAnswer answer = site.access.users().create(organization, email, Role.OWNER);
    return ((UserAnswer.NewUser) answer).user().principal();
  }
}

package io.fleetwire.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Secret;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BootstrapTest extends OwnWorld {
  private static final BootstrapRequest ACME =
      new BootstrapRequest("Acme", "Ann@acme.example", World.scopes("kdms kai"));

  @Test
  void whatItCreatesWorks() {
    BootstrapAnswer.Ready ready = ready(ACME);
    assertThat(ready.organization()).isEqualTo(new Organization(new OrganizationId(1), "Acme"));
    Secret password = now(ready.password());
    Secret key = now(ready.apiKey());
    assertThat(world.access().signIn().check("ann@acme.example", password, World.ADDRESS))
        .isEqualTo(new SignInAnswer.SignedIn(ready.user()));
    assertThat(world.access().signIn().check("ann@acme.example", key, World.ADDRESS))
        .isEqualTo(new SignInAnswer.SignedIn(ready.user()));
    ClientAnswer.NewClient client =
        new ClientAnswer.NewClient(ready.client().client(), now(ready.client().secret()));
    assertThat(client.client().scopes()).hasToString("kdms kai");
    assertThat(world.token(client, Map.of("grant_type", "client_credentials")))
        .isInstanceOf(TokenAnswer.Granted.class);
  }

  @Test
  void aSecondRunFindsEverythingAndShowsNoSecret() {
    BootstrapAnswer.Ready first = ready(ACME);
    world.reopen();
    BootstrapAnswer.Ready second = ready(ACME);
    assertThat(second.organization()).isEqualTo(first.organization());
    assertThat(second.user()).isEqualTo(first.user());
    assertThat(second.client().client()).isEqualTo(first.client().client());
    for (Shown shown : new Shown[] {second.password(), second.apiKey(), second.client().secret()}) {
      assertThat(shown).isEqualTo(new Shown.Before());
    }
  }

  @Test
  void onlyWhatIsMissingIsCreated() {
    BootstrapAnswer.Ready first = ready(ACME);
    BootstrapAnswer.Ready second =
        ready(new BootstrapRequest("Acme", "bob@acme.example", World.scopes("kai kdms")));
    assertThat(second.organization()).isEqualTo(first.organization());
    assertThat(second.password()).isInstanceOf(Shown.Now.class);
    assertThat(second.client().client()).isEqualTo(first.client().client());
    BootstrapAnswer.Ready third =
        ready(new BootstrapRequest("Acme", "bob@acme.example", World.scopes("kai")));
    assertThat(third.password()).isInstanceOf(Shown.Before.class);
    assertThat(third.client().secret()).isInstanceOf(Shown.Now.class);
  }

  @Test
  void allFaultsAreListedAndNothingIsChanged() {
    assertThat(faults(new BootstrapRequest(" ", "ann", World.scopes("kia")))).isEqualTo(3);
    assertThat(world.access().organizations().find(new OrganizationId(1))).isEmpty();
  }

  @Test
  void anAddressOfAnotherOrganizationIsRefusedAndNothingIsChanged() {
    ready(ACME);
    assertThat(faults(new BootstrapRequest("Other", "ann@acme.example", World.scopes("kai"))))
        .isEqualTo(1);
    assertThat(world.access().organizations().find(new OrganizationId(2))).isEmpty();
  }

  @Test
  void itWorksBesideAServerThatRuns() {
    Access server = world.access();
    Access tool = world.openAccess();
    BootstrapAnswer.Ready ready = ready(tool.bootstrap(ACME));
    String form =
        World.form(
            Map.of(
                "grant_type", "client_credentials",
                "client_id", ready.client().client().id(),
                "client_secret", now(ready.client().secret()).reveal()));
    assertThat(server.authorizationServer().token(World.request(form)))
        .isInstanceOf(TokenAnswer.Granted.class);
  }

  private BootstrapAnswer.Ready ready(BootstrapRequest request) {
    return ready(world.access().bootstrap(request));
  }

  private static BootstrapAnswer.Ready ready(BootstrapAnswer answer) {
    return switch (answer) {
      case BootstrapAnswer.Ready ready -> ready;
      case BootstrapAnswer.Refused refused -> throw new AssertionError(refused);
    };
  }

  private int faults(BootstrapRequest request) {
    return switch (world.access().bootstrap(request)) {
      case BootstrapAnswer.Ready ready -> throw new AssertionError(ready);
      case BootstrapAnswer.Refused refused -> refused.faults().size();
    };
  }

  private static Secret now(Shown shown) {
    return switch (shown) {
      case Shown.Now(Secret secret) -> secret;
      case Shown.Before before -> throw new AssertionError(before);
    };
  }
}

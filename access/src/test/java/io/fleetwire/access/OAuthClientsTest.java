package io.fleetwire.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OAuthClientsTest extends OwnWorld {
  private static final Map<String, String> PLAIN = Map.of("grant_type", "client_credentials");

  private OrganizationId organization;

  @BeforeEach
  void open() {
    organization = world.organization();
  }

  @Test
  void aClientIsAsItWasRegisteredAlsoAfterARestart() {
    OAuthClient client =
        world
            .register(
                new ClientRegistration(
                    organization,
                    World.scopes("kai ke.fota:view"),
                    Duration.ofMinutes(1),
                    Set.of("https://a.example/x?y=1", "http://127.0.0.1:8080/back")))
            .client();
    world.reopen();
    assertThat(world.access().clients().find(client.id())).contains(client);
    assertThat(world.access().clients().list(organization)).containsExactly(client);
    assertThat(world.access().clients().find("nobody")).isEmpty();
  }

  @Test
  void allFaultsAreListedAtOnce() {
    ClientAnswer answer =
        world
            .access()
            .clients()
            .register(
                new ClientRegistration(
                    organization,
                    World.scopes("kai kay kdms.device"),
                    Duration.ofMinutes(61),
                    Set.of("http://example.com/", "/relative")));
    assertThat(answer)
        .isInstanceOfSatisfying(
            ClientAnswer.Refused.class,
            refused ->
                assertThat(refused.faults())
                    .hasSize(5)
                    .anySatisfy(fault -> assertThat(fault).contains("did you mean kdms.devices")));
    assertThat(world.access().clients().list(organization)).isEmpty();
  }

  @Test
  void aClientWithoutScopesOrOrganizationIsRefused() {
    assertThat(world.access().clients().register(ClientRegistration.of(organization, Scopes.NONE)))
        .isInstanceOf(ClientAnswer.Refused.class);
    OrganizationId missing = new OrganizationId(77);
    assertThat(
            world.access().clients().register(ClientRegistration.of(missing, World.scopes("kai"))))
        .isInstanceOfSatisfying(
            ClientAnswer.Refused.class,
            refused -> assertThat(refused.faults()).containsExactly("there is no organization 77"));
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example/, true",
    "https://a.example/x?y=1, true",
    "http://localhost/back, true",
    "http://127.0.0.1:8080/back, true",
    "http://[::1]:8080/back, true",
    "http://a.example/, false",
    "http://localhost.evil.example/, false",
    "https://user@a.example/, false",
    "https://a.example/#x, false",
    "https:///x, false",
    "a.example/back, false",
    "javascript:alert(1), false",
    "https://a.example/a b, false",
  })
  void aRedirectUriIsPrivateOnItsWay(String uri, boolean allowed) {
    ClientAnswer answer =
        world
            .access()
            .clients()
            .register(
                new ClientRegistration(
                    organization, World.scopes("kai"), Duration.ofMinutes(10), Set.of(uri)));
    assertThat(answer instanceof ClientAnswer.NewClient).isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource({"59, false", "60, true", "3600, true", "3601, false"})
  void aLifetimeIsOneMinuteToOneHour(int seconds, boolean allowed) {
    ClientAnswer answer =
        world
            .access()
            .clients()
            .register(
                new ClientRegistration(
                    organization, World.scopes("kai"), Duration.ofSeconds(seconds), Set.of()));
    assertThat(answer instanceof ClientAnswer.NewClient).isEqualTo(allowed);
  }

  @Test
  void thereIsALimitToRedirectUris() {
    Set<String> eleven =
        IntStream.range(0, 11).mapToObj(i -> "https://a.example/" + i).collect(Collectors.toSet());
    assertThat(
            world
                .access()
                .clients()
                .register(
                    new ClientRegistration(
                        organization, World.scopes("kai"), Duration.ofMinutes(10), eleven)))
        .isInstanceOf(ClientAnswer.Refused.class);
  }

  @Test
  void anOldSecretWorksUntilTheOverlapEnds() {
    ClientAnswer.NewClient old = world.client("kai");
    ClientAnswer.NewClient rotated = rotate(old, Duration.ofDays(1));
    assertThat(world.token(old, PLAIN)).isInstanceOf(TokenAnswer.Granted.class);
    assertThat(world.token(rotated, PLAIN)).isInstanceOf(TokenAnswer.Granted.class);
    world.clock.advance(Duration.ofDays(1));
    assertThat(world.token(old, PLAIN)).isInstanceOf(TokenAnswer.Refused.class);
    assertThat(world.token(rotated, PLAIN)).isInstanceOf(TokenAnswer.Granted.class);
  }

  @Test
  void withoutOverlapAnOldSecretEndsAtOnceAndItsTokensDoNot() {
    ClientAnswer.NewClient old = world.client("kai");
    Secret token = world.accessToken(old);
    rotate(old, Duration.ZERO);
    assertThat(world.token(old, PLAIN)).isInstanceOf(TokenAnswer.Refused.class);
    assertThat(world.verify(token)).isInstanceOf(Verification.Valid.class);
  }

  @Test
  void thereAreNeverThreeSecrets() {
    ClientAnswer.NewClient first = world.client("kai");
    ClientAnswer.NewClient second = rotate(first, Duration.ofDays(30));
    ClientAnswer.NewClient third = rotate(first, Duration.ofDays(30));
    assertThat(world.token(first, PLAIN)).isInstanceOf(TokenAnswer.Refused.class);
    assertThat(world.token(second, PLAIN)).isInstanceOf(TokenAnswer.Granted.class);
    assertThat(world.token(third, PLAIN)).isInstanceOf(TokenAnswer.Granted.class);
  }

  @Test
  void anUnknownClientHasNoSecretToRotate() {
    Principal by = World.keeper(organization);
    assertThat(world.access().clients().rotateSecret(by, "nobody", Duration.ZERO)).isEmpty();
  }

  @Test
  void theSecretIsNowhereOnDisk() throws IOException {
    ClientAnswer.NewClient client = world.client("kai");
    UserAnswer.NewUser user = world.newUser(organization, "ann@example.com");
    world.close();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(bytes.contains(client.secret().reveal())).isFalse();
        assertThat(bytes.contains(user.password().reveal())).isFalse();
      }
    }
    world = new World(folder);
  }

  private ClientAnswer.NewClient rotate(ClientAnswer.NewClient client, Duration overlap) {
    Principal by = World.keeper(client.client().organization());
    Secret fresh =
        world.access().clients().rotateSecret(by, client.client().id(), overlap).orElseThrow();
    return new ClientAnswer.NewClient(client.client(), fresh);
  }
}

package io.fleetwire.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LegacyClientsTest extends OwnWorld {
  private static final Scopes KAI = World.scopes("kai");

  private LegacyClients clients;
  private Principal owner;

  @BeforeEach
  void open() {
    clients = world.access().legacyClients();
    owner = World.keeper(world.organization());
  }

  @Test
  void aNewKeyIsOneThatCanBeRegistered() {
    LegacyKeys keys = clients.newKeys();
    assertThat(keys.publicKey()).startsWith("-----BEGIN PUBLIC KEY-----\n").endsWith("-----\n");
    assertThat(keys.privateKey().reveal()).startsWith("-----BEGIN PRIVATE KEY-----\n");
    assertThat(keys.toString()).doesNotContain(keys.privateKey().reveal());
    LegacyClient client = registered(KAI, keys.publicKey());
    assertThat(clients.list(owner.organization())).containsExactly(client);
    assertThat(clients.newKeys().publicKey()).isNotEqualTo(keys.publicKey());
  }

  @Test
  void aKeyMayComeInBase64() {
    byte[] encoded = registered(KAI, clients.newKeys().publicKey()).publicKey().getEncoded();
    LegacyClient same = registered(KAI, Base64.getEncoder().encodeToString(encoded));
    assertThat(same.publicKey().getEncoded()).isEqualTo(encoded);
  }

  @Test
  void keysThatAreTooSmallOrNoneAndUnknownScopesAreRefusedTogether()
      throws NoSuchAlgorithmException {
    KeyPairGenerator small = KeyPairGenerator.getInstance("RSA");
    small.initialize(1024);
    byte[] key = small.generateKeyPair().getPublic().getEncoded();
    LegacyClientAnswer answer =
        clients.register(owner, World.scopes("kia"), Base64.getEncoder().encodeToString(key));
    assertThat(answer)
        .isInstanceOfSatisfying(
            LegacyClientAnswer.Refused.class, refused -> assertThat(refused.faults()).hasSize(2));
    assertThat(world.access().audit().list(owner.organization(), Long.MAX_VALUE, 10)).isEmpty();
  }

  @Test
  void peopleChangeTheKeysOfTheirOrganizationAloneAndItIsOnRecord() {
    Principal stranger = World.keeper(world.organization());
    String identifier = registered(KAI, clients.newKeys().publicKey()).identifier();
    assertThat(clients.find(stranger.organization(), identifier)).isEmpty();
    assertThat(clients.remove(stranger, identifier)).isFalse();
    assertThat(clients.find(owner.organization(), identifier)).isPresent();
    assertThat(clients.remove(owner, identifier)).isTrue();
    assertThat(clients.remove(owner, identifier)).isFalse();
    assertThat(world.access().audit().list(owner.organization(), Long.MAX_VALUE, 10))
        .extracting(AuditEntry::action)
        .containsExactly("legacy-client.delete", "legacy-client.create");
  }

  private LegacyClient registered(Scopes scopes, String publicKey) {
    return switch (clients.register(owner, scopes, publicKey)) {
      case LegacyClientAnswer.NewLegacyClient(LegacyClient client) -> client;
      case LegacyClientAnswer.Refused refused -> throw new AssertionError(refused);
    };
  }
}

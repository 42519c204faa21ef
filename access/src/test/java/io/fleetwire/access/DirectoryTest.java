package io.fleetwire.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who may change whom, what a role is worth, and that all of it is on record.
final class DirectoryTest extends OwnWorld {
  private OrganizationId organization;
  private Principal owner;

  @BeforeEach
  void open() {
    organization = world.organization();
    owner = world.user(organization, "owner@a.example").principal();
  }

  @Test
  void thePredefinedRolesAreWhatTheVendorSays() {
    assertThat(directory().roles(organization).stream().map(Role::code))
        .containsExactly("owner", "admin", "member");
    assertThat(Role.OWNER.permissions()).isEqualTo(Permissions.EVERYTHING);
    assertThat(Role.ADMIN.permissions().contain(Permission.SETTINGS)).isTrue();
    assertThat(Role.MEMBER.permissions().toString())
        .isEqualTo("app_repo.view_all_application system.login system.logout");
    assertThat(directory().saveRole(owner, "owner", "Mine", Permissions.NONE))
        .isInstanceOf(DirectoryAnswer.Unknown.class);
    assertThat(directory().removeRole(owner, "member")).isInstanceOf(DirectoryAnswer.Unknown.class);
  }

  @Test
  void aRoleOfItsOwnLetsAPersonDoWhatItNames() {
    Role role = role(Permission.LOGIN, Permission.SETTINGS);
    DirectoryAnswer.NewUser bob = invited("bob@a.example", role.code());
    assertThat(bob.user().principal().may(Permission.SETTINGS)).isTrue();
    assertThat(bob.user().principal().may(Permission.ORGANIZATION)).isFalse();
    directory().saveRole(owner, role.code(), "Lesser", Permissions.of(Permission.LOGIN));
    assertThat(found(bob.user().id()).principal().may(Permission.SETTINGS)).isFalse();
    assertThat(directory().removeRole(owner, role.code()))
        .isEqualTo(
            new DirectoryAnswer.Refused(
                "role", "people have this role; give them another one first"));
  }

  @Test
  void nobodyGivesWhatTheyLackAndNobodyTouchesWhoMayMore() {
    Role keeper = role(Permission.LOGIN, Permission.ORGANIZATION);
    Principal bob = invited("bob@a.example", keeper.code()).user().principal();
    User admin = invited("admin@a.example", "admin").user();
    assertThat(directory().invite(bob, "eve@a.example", "admin"))
        .isInstanceOf(DirectoryAnswer.NotAllowed.class);
    assertThat(directory().setRole(bob, new UserId(bob.person().number()), "admin"))
        .isInstanceOf(DirectoryAnswer.NotAllowed.class);
    assertThat(directory().setEnabled(bob, admin.id(), false))
        .isInstanceOf(DirectoryAnswer.NotAllowed.class);
    assertThat(
            directory().saveRole(bob, keeper.code(), "More", Permissions.of(Permission.SETTINGS)))
        .isInstanceOf(DirectoryAnswer.NotAllowed.class);
    Role other = role("Others", Permission.SETTINGS);
    assertThat(directory().removeRole(bob, other.code()))
        .isInstanceOf(DirectoryAnswer.NotAllowed.class);
  }

  @Test
  void theOwnerIsOneAndHandsTheOrganizationOn() {
    User admin = invited("admin@a.example", "admin").user();
    assertThat(directory().invite(owner, "two@a.example", "owner"))
        .isInstanceOf(DirectoryAnswer.Refused.class);
    UserId ownerId = new UserId(owner.person().number());
    assertThat(directory().remove(admin.principal(), ownerId))
        .isInstanceOf(DirectoryAnswer.NotAllowed.class);
    assertThat(directory().handOver(admin.principal(), admin.id()))
        .isInstanceOf(DirectoryAnswer.NotAllowed.class);
    directory().handOver(owner, admin.id());
    assertThat(found(admin.id()).role()).isEqualTo(Role.OWNER);
    assertThat(found(ownerId).role()).isEqualTo(Role.ADMIN);
  }

  @Test
  void whoIsDisabledIsRefusedEverywhereAndCanComeBack() {
    DirectoryAnswer.NewUser bob = invited("bob@a.example", "member");
    Secret key = world.newKey(bob.user(), "k").secret();
    SessionAnswer.Opened session =
        (SessionAnswer.Opened)
            world.access().sessions().open("bob@a.example", bob.password(), World.ADDRESS);
    directory().setEnabled(owner, bob.user().id(), false);
    assertThat(world.access().signIn().checkKey("bob@a.example", key, World.ADDRESS))
        .isInstanceOf(SignInAnswer.Wrong.class);
    assertThat(world.access().sessions().find(session.token())).isEmpty();
    directory().setEnabled(owner, bob.user().id(), true);
    assertThat(world.access().signIn().checkKey("bob@a.example", key, World.ADDRESS))
        .isInstanceOf(SignInAnswer.SignedIn.class);
    assertThat(world.access().sessions().find(session.token())).as("stays ended").isEmpty();
  }

  @Test
  void whoIsRemovedLeavesNothingThatOpensADoor() {
    DirectoryAnswer.NewUser bob = invited("bob@a.example", "member");
    ClientAnswer.NewClient client =
        world.register(
            new ClientRegistration(
                organization,
                World.scopes("kai"),
                Duration.ofMinutes(10),
                Set.of(World.REDIRECT_URI)));
    world.codeFor(client, bob.user(), "x".repeat(43));
    assertThat(directory().remove(owner, bob.user().id()))
        .isInstanceOf(DirectoryAnswer.ChangedUser.class);
    assertThat(world.access().users().find(bob.user().id())).isEmpty();
    assertThat(world.access().signIn().check("bob@a.example", bob.password(), World.ADDRESS))
        .isInstanceOf(SignInAnswer.Wrong.class);
  }

  @Test
  void whoComesLaterIsNotTakenForWhoHasGone() {
    User bob = invited("bob@a.example", "member").user();
    directory().remove(owner, bob.id());
    assertThat(invited("eve@a.example", "member").user().id()).isNotEqualTo(bob.id());
  }

  @Test
  void aChangeIsMadeAsAWholeOrNotAtAll() {
    User bob = invited("bob@a.example", "member").user();
    directory().change(owner, invited("eve@a.example", "member").user().id(), called("eve"));
    assertThat(
            directory()
                .change(
                    owner,
                    bob.id(),
                    new UserChange(Optional.of("admin"), Optional.of("eve"), Optional.of(false))))
        .isEqualTo(new DirectoryAnswer.Refused("username", "somebody has this name"));
    assertThat(found(bob.id())).isEqualTo(bob);
    directory()
        .change(
            owner,
            bob.id(),
            new UserChange(Optional.of("admin"), Optional.of("bob"), Optional.of(false)));
    assertThat(found(bob.id()))
        .isEqualTo(new User(bob.id(), organization, bob.email(), "bob", Role.ADMIN, false));
  }

  private static UserChange called(String username) {
    return new UserChange(Optional.empty(), Optional.of(username), Optional.empty());
  }

  @Test
  void aPersonMaySignInByAName() {
    DirectoryAnswer.NewUser bob = invited("bob@a.example", "member");
    User other = invited("eve@a.example", "member").user();
    directory().change(owner, bob.user().id(), called("bob.b"));
    assertThat(world.access().signIn().check("BOB.B", bob.password(), World.ADDRESS))
        .isInstanceOf(SignInAnswer.SignedIn.class);
    assertThat(directory().change(owner, other.id(), called("bob.b")))
        .isEqualTo(new DirectoryAnswer.Refused("username", "somebody has this name"));
    assertThat(directory().change(owner, other.id(), called("bob@b")))
        .isInstanceOf(DirectoryAnswer.Refused.class);
  }

  @Test
  void strangersDoNotExist() {
    Principal stranger = world.user(world.organization(), "s@b.example").principal();
    User bob = invited("bob@a.example", "member").user();
    assertThat(directory().remove(stranger, bob.id())).isInstanceOf(DirectoryAnswer.Unknown.class);
    Role role = role(Permission.LOGIN);
    assertThat(directory().invite(stranger, "t@b.example", role.code()))
        .isEqualTo(new DirectoryAnswer.Refused("role", "there is no such role"));
  }

  @Test
  void everyChangeIsOnRecord() {
    Role role = role(Permission.LOGIN);
    User bob = invited("bob@a.example", role.code()).user();
    directory().setRole(owner, bob.id(), "member");
    directory().setEnabled(owner, bob.id(), false);
    directory().remove(owner, bob.id());
    directory().removeRole(owner, role.code());
    List<AuditEntry> entries = world.access().audit().list(organization, Long.MAX_VALUE, 50);
    assertThat(entries.stream().map(AuditEntry::action))
        .containsExactly(
            "role.delete",
            "user.delete",
            "user.disable",
            "user.role",
            "user.create",
            "role.create");
    assertThat(entries).allMatch(entry -> entry.actor().equals("owner@a.example"));
    assertThat(world.access().audit().list(world.organization(), Long.MAX_VALUE, 50)).isEmpty();
  }

  @Test
  void aClientThatIsDisabledGetsNothingAndItsTokensEndAtOnce() {
    ClientAnswer.NewClient client = world.client("kai");
    Secret before = world.accessToken(client);
    OAuthClients clients = world.access().clients();
    Principal by = World.keeper(client.client().organization());
    assertThat(clients.setEnabled(owner, client.client().id(), false)).as("not theirs").isFalse();
    assertThat(clients.setEnabled(by, client.client().id(), false)).isTrue();
    assertThat(clients.find(client.client().id()).orElseThrow().enabled()).isFalse();
    assertThat(world.verify(before)).isInstanceOf(Verification.Revoked.class);
    assertThat(world.token(client, Map.of("grant_type", "client_credentials")))
        .isInstanceOf(TokenAnswer.Refused.class);
    world.clock.advance(Duration.ofSeconds(2));
    clients.setEnabled(by, client.client().id(), true);
    clients.setEnabled(by, client.client().id(), true);
    assertThat(world.access().audit().list(by.organization(), Long.MAX_VALUE, 10))
        .extracting(AuditEntry::action)
        .containsExactly("client.enable", "client.disable");
    assertThat(world.verify(before)).isInstanceOf(Verification.Revoked.class);
    assertThat(world.verify(world.accessToken(client))).isInstanceOf(Verification.Valid.class);
    world.reopen();
    assertThat(world.verify(before)).isInstanceOf(Verification.Revoked.class);
  }

  @Test
  void aClientThatIsRemovedIsGone() {
    ClientAnswer.NewClient client = world.client("kai");
    Secret before = world.accessToken(client);
    assertThat(world.access().clients().remove(owner, client.client().id()))
        .as("somebody else's")
        .isFalse();
    Principal by = World.keeper(client.client().organization());
    assertThat(world.access().clients().remove(by, client.client().id())).isTrue();
    assertThat(world.verify(before)).isInstanceOf(Verification.Revoked.class);
    assertThat(world.access().clients().find(client.client().id())).isEmpty();
  }

  private Directory directory() {
    return world.access().directory();
  }

  private User found(UserId id) {
    return world.access().users().find(id).orElseThrow();
  }

  private Role role(Permission... permissions) {
    return role("Testers", permissions);
  }

  private Role role(String name, Permission... permissions) {
    return ((DirectoryAnswer.ChangedRole)
            directory().saveRole(owner, "", name, Permissions.of(permissions)))
        .role();
  }

  private DirectoryAnswer.NewUser invited(String email, String role) {
    return (DirectoryAnswer.NewUser) directory().invite(owner, email, role);
  }
}

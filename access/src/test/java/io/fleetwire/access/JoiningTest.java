package io.fleetwire.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How people come to be here: by the link that the first start prints, and by invitations.
final class JoiningTest extends OwnWorld {
  private static final Secret PASSWORD = new Secret("correct horse battery");

  @Test
  void theFirstAccountIsMadeByWhoHasTheTokenAndOnce() {
    SetUp setUp = world.access().setUp();
    Secret token = setUp.token().orElseThrow();
    SetUp.Wish wish = new SetUp.Wish("Harbour", "Ann@Harbour.example ", PASSWORD);
    assertThat(setUp.create(new Secret("fwu_guess"), wish)).isInstanceOf(SetUpAnswer.Closed.class);
    assertThat(setUp.create(token, new SetUp.Wish("Harbour", "ann@a", new Secret("short"))))
        .isEqualTo(new SetUpAnswer.Refused("password", "a password has at least 12 characters"));
    assertThat(setUp.create(token, wish)).isInstanceOf(SetUpAnswer.Created.class);
    assertThat(world.access().sessions().open("ann@harbour.example", PASSWORD, World.ADDRESS))
        .isInstanceOf(SessionAnswer.Opened.class);
    assertThat(setUp.create(token, wish)).isInstanceOf(SetUpAnswer.Closed.class);
    assertThat(setUp.token()).isEmpty();
  }

  @Test
  void anOrganizationThatCameByAnotherWayEndsTheSetUp() {
    SetUp setUp = world.access().setUp();
    Secret token = setUp.token().orElseThrow();
    world.organization();
    assertThat(setUp.admits(token)).isFalse();
    assertThat(setUp.create(token, new SetUp.Wish("Mine", "eve@e.example", PASSWORD)))
        .isInstanceOf(SetUpAnswer.Closed.class);
  }

  @Test
  void aLinkLetsTheInvitedInOnce() {
    Principal owner = owner();
    Secret token = invited(owner, "Bob@A.example", "member").token();
    assertThat(invitations().find(token).map(Invitation::email)).contains("bob@a.example");
    assertThat(invitations().accept(token, new Secret("too short")))
        .isInstanceOf(InvitationAnswer.Refused.class);
    InvitationAnswer joined = invitations().accept(token, PASSWORD);
    assertThat(((InvitationAnswer.Joined) joined).user().role()).isEqualTo(Role.MEMBER);
    assertThat(invitations().accept(token, PASSWORD)).isInstanceOf(InvitationAnswer.Unknown.class);
    assertThat(world.access().sessions().open("bob@a.example", PASSWORD, World.ADDRESS))
        .isInstanceOf(SessionAnswer.Opened.class);
    assertThat(world.access().audit().list(owner.organization(), Long.MAX_VALUE, 10))
        .extracting(AuditEntry::action)
        .containsExactly("user.join", "user.invite");
  }

  @Test
  void aNewLinkReplacesTheOneBefore() {
    Principal owner = owner();
    Secret first = invited(owner, "bob@a.example", "member").token();
    Secret second = invited(owner, "bob@a.example", "admin").token();
    assertThat(invitations().find(first)).isEmpty();
    assertThat(invitations().find(second).map(Invitation::role)).contains(Role.ADMIN);
    assertThat(invitations().list(owner.organization())).hasSize(1);
  }

  @Test
  void aLinkEndsAfterAWeekOrWhenItIsWithdrawn() {
    Principal owner = owner();
    InvitationAnswer.Invited old = invited(owner, "bob@a.example", "member");
    world.clock.advance(Invitations.LIFETIME.plus(Duration.ofSeconds(1)));
    assertThat(invitations().find(old.token())).isEmpty();
    assertThat(invitations().list(owner.organization())).isEmpty();
    InvitationAnswer.Invited other = invited(owner, "eve@a.example", "member");
    Principal stranger = world.user(world.organization(), "owner@b.example").principal();
    assertThat(invitations().withdraw(stranger, other.invitation().number())).isFalse();
    assertThat(invitations().withdraw(owner, other.invitation().number())).isTrue();
    assertThat(invitations().accept(other.token(), PASSWORD))
        .isInstanceOf(InvitationAnswer.Unknown.class);
  }

  @Test
  void nobodyInvitesToMoreThanTheyHave() {
    Principal owner = owner();
    Role keeper = keeper(owner);
    Secret token = invited(owner, "bob@a.example", keeper.code()).token();
    Principal bob =
        ((InvitationAnswer.Joined) invitations().accept(token, PASSWORD)).user().principal();
    for (String role : new String[] {"admin", "owner", "role-77"}) {
      assertThat(invitations().invite(bob, "eve@a.example", role))
          .as(role)
          .isInstanceOf(InvitationAnswer.Refused.class);
    }
    assertThat(invitations().invite(owner, "bob@a.example", "member"))
        .isEqualTo(new InvitationAnswer.Refused("email", "somebody has this email address"));
  }

  @Test
  void anInvitationToARoleThatIsGoneIsWorthNothing() {
    Principal owner = owner();
    Role keeper = keeper(owner);
    Secret token = invited(owner, "bob@a.example", keeper.code()).token();
    world.access().directory().removeRole(owner, keeper.code());
    assertThat(invitations().find(token)).isEmpty();
    assertThat(keeper(owner).code()).as("of a role made since").isNotEqualTo(keeper.code());
    assertThat(invitations().accept(token, PASSWORD)).isInstanceOf(InvitationAnswer.Unknown.class);
  }

  @Test
  void nobodyJoinsAnOrganizationThatIsFullUntilSomebodyLeaves() {
    Principal owner = owner();
    Secret token = invited(owner, "bob@a.example", "member").token();
    fill(owner.organization(), Directory.USERS_MAX - 1);
    InvitationAnswer full =
        new InvitationAnswer.Refused("email", "an organization has at most 10000 users");
    assertThat(invitations().accept(token, PASSWORD)).isEqualTo(full);
    assertThat(invitations().invite(owner, "eve@a.example", "member")).isEqualTo(full);
    Directory directory = world.access().directory();
    directory.remove(owner, directory.users(owner.organization()).getLast().id());
    assertThat(invitations().accept(token, PASSWORD)).isInstanceOf(InvitationAnswer.Joined.class);
  }

  private void fill(OrganizationId organization, int users) {
    world
        .database()
        .write(
            tx ->
                tx.update(
                    """
                    INSERT INTO user_account
                      (id, organization_id, email, role, password_hash, created_at)
                    WITH RECURSIVE filled(n) AS
                      (SELECT 1 UNION ALL SELECT n + 1 FROM filled WHERE n < ?)
                    SELECT 1000000 + n, ?, 'p' || n || '@a.example', 'member', '$argon2id$', 0
                    FROM filled
                    """,
                    users,
                    organization.value()));
  }

  private Role keeper(Principal owner) {
    DirectoryAnswer saved =
        world
            .access()
            .directory()
            .saveRole(
                owner, "", "Keeper", Permissions.of(Permission.LOGIN, Permission.ORGANIZATION));
    return ((DirectoryAnswer.ChangedRole) saved).role();
  }

  private InvitationAnswer.Invited invited(Principal by, String email, String role) {
    return (InvitationAnswer.Invited) invitations().invite(by, email, role);
  }

  private Principal owner() {
    OrganizationId organization = world.organization();
    return world.user(organization, "owner@a.example").principal();
  }

  private Invitations invitations() {
    return world.access().invitations();
  }

  @Test
  void thePasswordIsChangedByWhoKnowsItAndEndsOtherSessions() {
    UserAnswer.NewUser ann = world.newUser(world.organization(), "ann@a.example");
    Principal by = ann.user().principal();
    Secret mine = session(ann.password());
    Secret other = session(ann.password());
    Users users = world.access().users();
    assertThat(users.changePassword(by, new Users.Change(PASSWORD, PASSWORD), mine))
        .isEqualTo(new PasswordAnswer.Refused("current", "this is not your password"));
    assertThat(
            users.changePassword(by, new Users.Change(ann.password(), new Secret("short")), mine))
        .isInstanceOf(PasswordAnswer.Refused.class);
    assertThat(users.changePassword(by, new Users.Change(ann.password(), PASSWORD), mine))
        .isInstanceOf(PasswordAnswer.Changed.class);
    assertThat(world.access().sessions().find(mine)).isPresent();
    assertThat(world.access().sessions().find(other)).isEmpty();
    assertThat(session(PASSWORD)).isNotNull();
  }

  @Test
  void guessingAPasswordWithASessionInHandIsStoppedToo() {
    UserAnswer.NewUser ann = world.newUser(world.organization(), "ann@a.example");
    Secret mine = session(ann.password());
    PasswordAnswer last = new PasswordAnswer.Changed();
    for (int i = 0; i < 50; i++) {
      Users.Change guess = new Users.Change(new Secret("guess " + i), PASSWORD);
      last = world.access().users().changePassword(ann.user().principal(), guess, mine);
    }
    assertThat(last).isInstanceOf(TooMany.class);
  }

  @Test
  void sessionsAreListedAndEndedByTheirNamesAlone() {
    UserAnswer.NewUser ann = world.newUser(world.organization(), "ann@a.example");
    Secret mine = session(ann.password());
    Secret other = session(ann.password());
    Sessions sessions = world.access().sessions();
    SessionEntry theirs =
        sessions.list(ann.user().id(), mine).stream()
            .filter(entry -> !entry.current())
            .findFirst()
            .orElseThrow();
    assertThat(theirs.from()).isEqualTo(World.ADDRESS);
    UserId stranger = world.user(world.organization(), "eve@b.example").id();
    assertThat(sessions.end(stranger, theirs.name())).isFalse();
    assertThat(sessions.end(ann.user().id(), theirs.name())).isTrue();
    assertThat(sessions.find(other)).isEmpty();
    assertThat(sessions.list(ann.user().id(), mine)).hasSize(1);
    session(ann.password());
    assertThat(sessions.endOthers(ann.user().id(), mine)).isEqualTo(1);
  }

  @Test
  void aKeyTellsWhenItWasUsed() {
    UserAnswer.NewUser ann = world.newUser(world.organization(), "ann@a.example");
    Principal by = ann.user().principal();
    KeyDesk.Answer.Made key =
        (KeyDesk.Answer.Made) world.access().keyDesk().create(by, ann.user().id(), "ci");
    ApiKeys keys = world.access().apiKeys();
    assertThat(keys.list(ann.user().id())).first().extracting(ApiKey::usedAt).isEqualTo(none());
    world.access().signIn().checkKey("ann@a.example", key.secret(), World.ADDRESS);
    assertThat(keys.list(ann.user().id()).getFirst().usedAt()).contains(world.clock.instant());
  }

  @Test
  void theLogIsFilteredByActorAndAction() {
    Principal owner = owner();
    invited(owner, "bob@a.example", "member");
    world.access().directory().saveRole(owner, "", "Keeper", Permissions.NONE);
    AuditQuery roles = new AuditQuery(owner.organization(), "", "role.", Long.MAX_VALUE);
    assertThat(world.access().audit().list(roles, 10))
        .extracting(AuditEntry::action)
        .containsExactly("role.create");
    AuditQuery others = new AuditQuery(owner.organization(), "eve@b.example", "", Long.MAX_VALUE);
    assertThat(world.access().audit().list(others, 10)).isEmpty();
  }

  private static Optional<Instant> none() {
    return Optional.empty();
  }

  private Secret session(Secret password) {
    return ((SessionAnswer.Opened)
            world.access().sessions().open("ann@a.example", password, World.ADDRESS))
        .token();
  }

  @Test
  void peopleChangeTheClientsOfTheirOrganizationAlone() {
    Principal owner = owner();
    Principal stranger = world.user(world.organization(), "owner@b.example").principal();
    OAuthClients clients = world.access().clients();
    ClientRegistration wish = ClientRegistration.of(owner.organization(), World.scopes("kdms"));
    OAuthClient client = ((ClientAnswer.NewClient) clients.register(owner, wish)).client();
    assertThat(clients.find(stranger.organization(), client.id())).isEmpty();
    assertThat(clients.rotateSecret(stranger, client.id(), Duration.ZERO)).isEmpty();
    assertThat(clients.remove(stranger, client.id())).isFalse();
    assertThat(clients.rotateSecret(owner, client.id(), Duration.ofHours(24))).isPresent();
    assertThat(clients.remove(owner, client.id())).isTrue();
    assertThat(world.access().audit().list(owner.organization(), Long.MAX_VALUE, 10))
        .extracting(AuditEntry::action)
        .containsExactly("client.delete", "client.secret", "client.create");
  }
}

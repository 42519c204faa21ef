package io.fleetwire.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Secret;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The way back for somebody who has forgotten their password, and who tries to walk it instead.
final class ResetsTest extends OwnWorld {
  private static final Secret NEW = new Secret("correct horse battery");
  private static final ResetAnswer UNKNOWN = new ResetAnswer.Unknown();

  private OrganizationId acme;
  private UserAnswer.NewUser owner;
  private UserAnswer.NewUser admin;
  private UserAnswer.NewUser bob;

  @BeforeEach
  void open() {
    acme = world.organization();
    owner = user(acme, "owner@acme.example", Role.OWNER);
    admin = user(acme, "admin@acme.example", Role.ADMIN);
    bob = user(acme, "bob@acme.example", Role.MEMBER);
  }

  @Test
  void aLinkSetsThePasswordOnceAndEndsEverySession() {
    SessionAnswer.Opened stolen = (SessionAnswer.Opened) signIn(bob, bob.password());
    Secret token = made(admin, bob);
    assertThat(resets().find(token).map(User::email)).contains("bob@acme.example");
    assertThat(resets().use(token, new Secret("short"))).isInstanceOf(ResetAnswer.Refused.class);
    assertThat(resets().use(token, NEW)).isInstanceOf(ResetAnswer.Done.class);
    assertThat(world.access().sessions().find(stolen.token())).isEmpty();
    assertThat(signIn(bob, bob.password())).isInstanceOf(SessionAnswer.Wrong.class);
    assertThat(signIn(bob, NEW)).isInstanceOf(SessionAnswer.Opened.class);
    assertThat(resets().use(token, new Secret("another password"))).isEqualTo(UNKNOWN);
    assertThat(resets().find(token)).isEmpty();
    assertThat(world.access().audit().list(acme, Long.MAX_VALUE, 10))
        .extracting(AuditEntry::action, AuditEntry::actor)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("user.reset", "bob@acme.example"),
            org.assertj.core.groups.Tuple.tuple("user.reset-link", "admin@acme.example"));
  }

  @Test
  void whoHasGuessedTooOftenSignsInAtOnceAfterwards() {
    for (int i = 0; i < 6; i++) {
      signIn(bob, new Secret("was it this one?"));
    }
    assertThat(signIn(bob, bob.password())).isInstanceOf(TooMany.class);
    resets().use(made(admin, bob), NEW);
    assertThat(signIn(bob, NEW)).isInstanceOf(SessionAnswer.Opened.class);
  }

  @Test
  void itEndsAfterADayAndByTheNextOne() {
    Secret first = made(admin, bob);
    Secret second = made(admin, bob);
    assertThat(resets().find(first)).isEmpty();
    world.clock.advance(Resets.LIFETIME.minus(Duration.ofSeconds(1)));
    assertThat(resets().find(second)).isPresent();
    world.clock.advance(Duration.ofSeconds(1));
    assertThat(resets().use(second, NEW)).isEqualTo(UNKNOWN);
    world.access().pump().step();
    assertThat(resets().use(new Secret("fwn_guess"), NEW)).isEqualTo(UNKNOWN);
  }

  @Test
  void nobodyMakesOneForSomebodyWhoMayMoreOrIsElsewhere() {
    assertThat(make(admin, owner)).isInstanceOf(ResetAnswer.NotAllowed.class);
    assertThat(make(bob, admin)).isInstanceOf(ResetAnswer.NotAllowed.class);
    assertThat(make(bob, user(acme, "eve@acme.example", Role.MEMBER)))
        .as("a member manages nobody")
        .isInstanceOf(ResetAnswer.NotAllowed.class);
    assertThat(make(admin, admin)).as("oneself").isInstanceOf(ResetAnswer.NotAllowed.class);
    UserAnswer.NewUser stranger = user(world.organization(), "s@other.example", Role.OWNER);
    assertThat(make(stranger, bob)).isEqualTo(UNKNOWN);
    assertThat(world.access().audit().list(acme, Long.MAX_VALUE, 10)).isEmpty();
  }

  /// Whoever keeps a link must not get more by it than they may at the time.
  @Test
  void aLinkIsJudgedAgainWhenItIsUsed() {
    Secret promoted = made(admin, bob);
    world.access().directory().handOver(owner.user().principal(), bob.user().id());
    assertThat(resets().use(promoted, NEW)).as("bob is the owner now").isEqualTo(UNKNOWN);

    UserAnswer.NewUser eve = user(acme, "eve@acme.example", Role.MEMBER);
    Secret demoted = made(admin, eve);
    Principal bobAsOwner = world.access().users().find(bob.user().id()).orElseThrow().principal();
    world.access().directory().setRole(bobAsOwner, admin.user().id(), "member");
    assertThat(resets().use(demoted, NEW)).as("the admin is none any more").isEqualTo(UNKNOWN);

    Secret disabled = made(owner, eve);
    world.access().directory().setEnabled(bobAsOwner, eve.user().id(), false);
    assertThat(resets().use(disabled, NEW)).as("eve is disabled").isEqualTo(UNKNOWN);
    assertThat(make(owner, eve)).isInstanceOf(ResetAnswer.NotAllowed.class);
  }

  @Test
  void whoGoesTakesTheirLinksAlong() {
    Secret token = made(admin, bob);
    world.access().directory().remove(owner.user().principal(), admin.user().id());
    assertThat(resets().find(token)).isEmpty();
    made(owner, bob);
    assertThat(world.access().directory().remove(owner.user().principal(), bob.user().id()))
        .isInstanceOf(DirectoryAnswer.ChangedUser.class);
  }

  @Test
  void theTerminalMakesOneForTheOwnerToo() {
    assertThat(resets().makeOnTerminal("nobody@acme.example")).isEqualTo(UNKNOWN);
    ResetAnswer answer = resets().makeOnTerminal(" Owner@Acme.example");
    Secret token = ((ResetAnswer.Made) answer).token();
    assertThat(resets().use(token, NEW)).isInstanceOf(ResetAnswer.Done.class);
    assertThat(signIn(owner, NEW)).isInstanceOf(SessionAnswer.Opened.class);
    assertThat(world.access().audit().list(acme, Long.MAX_VALUE, 10))
        .extracting(AuditEntry::action)
        .isEqualTo(List.of("user.reset", "user.reset-link"));
  }

  private Resets resets() {
    return world.access().resets();
  }

  private ResetAnswer make(UserAnswer.NewUser by, UserAnswer.NewUser whom) {
    Principal now = world.access().users().find(by.user().id()).orElseThrow().principal();
    return resets().make(now, whom.user().id());
  }

  private Secret made(UserAnswer.NewUser by, UserAnswer.NewUser whom) {
    return ((ResetAnswer.Made) make(by, whom)).token();
  }

  private SessionAnswer signIn(UserAnswer.NewUser who, Secret password) {
    return world.access().sessions().open(who.user().email(), password, World.ADDRESS);
  }

  private UserAnswer.NewUser user(OrganizationId organization, String email, Role role) {
    return (UserAnswer.NewUser) world.access().users().create(organization, email, role);
  }
}

package io.fleetwire.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Secret;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SignInTest extends OwnWorld {
  private OrganizationId organization;
  private UserAnswer.NewUser ann;

  @BeforeEach
  void open() {
    organization = world.organization();
    ann = world.newUser(organization, "Ann@Example.com");
  }

  @Test
  void aUserIsKnownByTheirAddressInAnyCaseAndTheirPassword() {
    assertThat(ann.user().email()).isEqualTo("ann@example.com");
    assertThat(check("ANN@example.com", ann.password()))
        .isEqualTo(new SignInAnswer.SignedIn(ann.user()));
    world.reopen();
    assertThat(check(" ann@example.com", ann.password()))
        .isEqualTo(new SignInAnswer.SignedIn(ann.user()));
  }

  @Test
  void aWrongPasswordAndAnUnknownUserAreTheSameAnswer() {
    assertThat(check("ann@example.com", new Secret("guess"))).isEqualTo(new SignInAnswer.Wrong());
    assertThat(check("bob@example.com", new Secret("guess"))).isEqualTo(new SignInAnswer.Wrong());
  }

  @Test
  void anAddressBelongsToOneUser() {
    assertThat(world.access().users().create(world.organization(), "ANN@EXAMPLE.COM", Role.OWNER))
        .isInstanceOf(UserAnswer.EmailTaken.class);
    assertThat(world.access().users().findByEmail("ann@example.com")).contains(ann.user());
    assertThat(world.access().users().find(ann.user().id())).contains(ann.user());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ann", "@example.com", "ann@", "a b@example.com", "a@b@c", "a\n@b"})
  void whatIsNoAddressIsRefused(String text) {
    assertThat(world.access().users().create(organization, text, Role.OWNER))
        .isInstanceOf(UserAnswer.Refused.class);
  }

  @Test
  void passwordGuessingIsStoppedEvenForTheRightPasswordUntilTimeHasPassed() {
    for (int i = 0; i < FailureLimits.Kind.PERSON.burst(); i++) {
      assertThat(check("ann@example.com", new Secret("guess")))
          .isInstanceOf(SignInAnswer.Wrong.class);
    }
    assertThat(check("ann@example.com", ann.password()))
        .isEqualTo(new TooMany(Duration.ofMinutes(5)));
    UserAnswer.NewUser bob = world.newUser(organization, "bob@example.com");
    assertThat(check("bob@example.com", bob.password())).isInstanceOf(SignInAnswer.SignedIn.class);
    world.clock.advance(Duration.ofMinutes(5));
    assertThat(check("ann@example.com", ann.password())).isInstanceOf(SignInAnswer.SignedIn.class);
  }

  @Test
  void anApiKeyIsAsGoodAsThePasswordOfItsOwner() {
    KeyDesk.Answer.Made key = world.newKey(ann.user(), "deploy");
    assertThat(check("ann@example.com", key.secret()))
        .isEqualTo(new SignInAnswer.SignedIn(ann.user()));
    world.newUser(organization, "bob@example.com");
    assertThat(check("bob@example.com", key.secret())).isInstanceOf(SignInAnswer.Wrong.class);
    assertThat(check("nobody@example.com", key.secret())).isInstanceOf(SignInAnswer.Wrong.class);
    Secret almost = new Secret(key.secret().reveal() + "x");
    assertThat(check("ann@example.com", almost)).isInstanceOf(SignInAnswer.Wrong.class);
    assertThat(check("ann@example.com", new Secret("fwk_"))).isInstanceOf(SignInAnswer.Wrong.class);
  }

  @Test
  void anotherOnesFailuresDoNotLockAKeyOut() {
    KeyDesk.Answer.Made key = world.newKey(ann.user(), "deploy");
    for (int i = 0; i < 100; i++) {
      check("ann@example.com", new Secret("guess"));
    }
    assertThat(check("ann@example.com", new Secret("guess"))).isInstanceOf(TooMany.class);
    assertThat(check("ann@example.com", key.secret())).isInstanceOf(SignInAnswer.SignedIn.class);
  }

  @Test
  void keysAreListedByTheirBeginningAndCanBeRemoved() {
    KeyDesk.Answer.Made first = world.newKey(ann.user(), "one");
    world.clock.advance(Duration.ofSeconds(1));
    KeyDesk.Answer.Made second = world.newKey(ann.user(), "two");
    assertThat(first.secret().reveal()).startsWith(first.key().prefix());
    assertThat(first.key().prefix()).hasSize(12);
    ApiKeys keys = world.access().apiKeys();
    assertThat(keys.list(ann.user().id())).isEqualTo(List.of(first.key(), second.key()));
    KeyDesk desk = world.access().keyDesk();
    Principal by = ann.user().principal();
    assertThat(desk.remove(by, ann.user().id(), first.key().prefix()))
        .isInstanceOf(KeyDesk.Answer.Ended.class);
    assertThat(desk.remove(by, ann.user().id(), first.key().prefix()))
        .isInstanceOf(KeyDesk.Answer.Unknown.class);
    assertThat(check("ann@example.com", first.secret())).isInstanceOf(SignInAnswer.Wrong.class);
    assertThat(keys.list(ann.user().id())).containsExactly(second.key());
  }

  @Test
  void thereIsALimitToKeys() {
    for (int i = 0; i < ApiKeys.PER_USER_MAX; i++) {
      world.newKey(ann.user(), "key " + i);
    }
    for (String name : List.of("one more", " ")) {
      assertThat(world.access().keyDesk().create(ann.user().principal(), ann.user().id(), name))
          .isInstanceOf(KeyDesk.Answer.Refused.class);
    }
  }

  private SignInAnswer check(String email, Secret credential) {
    return world.access().signIn().check(email, credential, World.ADDRESS);
  }
}

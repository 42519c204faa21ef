package io.fleetwire.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeTest {

  @ParameterizedTest(name = "{0} covers {1}: {2}")
  @CsvSource({
    "kai, kai, true",
    "kai, kai.app, true",
    "kai, kai.devices:read, true",
    "kai, kaiser, false",
    "kai, kaiser.app, false",
    "kai, ke, false",
    "kai.app, kai, false",
    "kai.app, kai.apple, false",
    "kai.app, kai.battery, false",
    "kdms, kdms.devices:upload, true",
    "kdms, kdms.kai.devices:delete, true",
    "kdms.devices, kdms.devices, true",
    "kdms.devices, kdms.devices:upload, true",
    "kdms.devices, kdms.devices:delete, true",
    "kdms.devices, kdms.kai.devices:delete, false",
    "kdms.devices, kdms, false",
    "kdms.kai, kdms.kai.devices:delete, true",
    "kdms.kai.devices, kdms.kai.devices:delete, true",
    "kdms.devices:upload, kdms.devices:upload, true",
    "kdms.devices:upload, kdms.devices:delete, false",
    "kdms.devices:upload, kdms.devices:uploads, false",
    "kdms.devices:upload, kdms.devices, false",
    "kdms.devices:read, kdms.devices.archive:read, false",
    "ke.privacyPolicy, ke.privacyPolicy:view, true",
    "ke.privacypolicy, ke.privacyPolicy:view, false",
  })
  void aParentImpliesItsChildren(String scope, String other, boolean covers) {
    assertThat(new Scope(scope).covers(new Scope(other))).isEqualTo(covers);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", ".", ":", "kai.", ".app", "kai..app", "kai:", ":read", "kai:read:write", "kai:read.x",
        "kai app", "kai,ke", "kai.*", "*", "k%C3%A4i", "käi", "kai\n", "1kai", "kai.1", "kai-app",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
      })
  void whatDoesNotFollowTheGrammarIsNoScope(String text) {
    assertThat(Scope.parse(text)).isEmpty();
    assertThatThrownBy(() -> new Scope(text)).isInstanceOf(AssertionError.class);
  }

  @Test
  void scopesAreReadAndWrittenInOrderWithoutDoubles() {
    assertThat(Scopes.parse(" ke  kai.app ke kai ").orElseThrow()).hasToString("ke kai.app kai");
    assertThat(Scopes.parse("").orElseThrow()).isEqualTo(Scopes.NONE);
    assertThat(Scopes.parse("kai k#i")).isEmpty();
    assertThat(Scopes.parse("kai\tke")).isEmpty();
  }

  @Test
  void setsOfScopesAreEqualInAnyOrder() {
    assertThat(World.scopes("kai ke")).isEqualTo(World.scopes("ke kai"));
  }

  @Test
  void scopesCoverWhatOneOfThemCovers() {
    Scopes mine = World.scopes("kai.app kdms.devices");
    assertThat(mine.cover(new Scope("kdms.devices:read"))).isTrue();
    assertThat(mine.cover(new Scope("kai"))).isFalse();
    assertThat(mine.coverAll(World.scopes("kai.app kdms.devices:upload"))).isTrue();
    assertThat(mine.coverAll(World.scopes("kai.app kai.battery"))).isFalse();
    assertThat(mine.coverAll(Scopes.NONE)).isTrue();
    assertThat(Scopes.NONE.cover(new Scope("kai"))).isFalse();
  }
}

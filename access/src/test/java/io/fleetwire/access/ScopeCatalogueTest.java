package io.fleetwire.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScopeCatalogueTest {
  private final ScopeCatalogue knox = ScopeCatalogue.knox();

  @Test
  void knowsThePublishedScopes() {
    Scopes published =
        World.scopes(
            "kai kai.miscellaneous ke.campaign:assign ke.fota:view ke.privacyPolicy:manage"
                + " kc.profile:assign kc.content kme.reseller kdp.profilealias msp.customers"
                + " tag.tags:manage km kdms kdms.devices kdms.devices:upload kdms.devices:read"
                + " kdms.devices:delete kdms.kai.devices:delete");
    assertThat(knox.faults(published)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "kdms.device, kdms.devices",
    "kdms.devices:uplaod, kdms.devices:upload",
    "KAI, kai",
    "ke.privacypolicy, ke.privacyPolicy",
    "kai.batery, kai.battery",
  })
  void anUnknownScopeIsNamedWithTheOneThatWasMeant(String wrong, String meant) {
    assertThat(knox.near(new Scope(wrong)).getFirst()).isEqualTo(new Scope(meant));
    assertThat(knox.faults(World.scopes(wrong)))
        .singleElement()
        .asString()
        .startsWith("there is no scope " + wrong + "; did you mean " + meant);
  }

  @Test
  void anUnknownScopeThatIsNearNothingGetsNoHint() {
    assertThat(knox.faults(World.scopes("refrigerator.door:open")))
        .containsExactly("there is no scope refrigerator.door:open");
  }

  @Test
  void theRootsAllowEverything() {
    assertThat(knox.roots().all())
        .contains(new Scope("kai"), new Scope("kdms"), new Scope("msp.customers"))
        .doesNotContain(new Scope("kai.app"));
    assertThat(knox.roots().cover(new Scope("kdms.kai.devices:delete"))).isTrue();
  }

  @Test
  void othersMayAddTheirOwn() {
    Scope own = new Scope("events:publish");
    assertThat(knox.with(List.of(own)).faults(new Scopes(Set.of(own)))).isEmpty();
  }
}

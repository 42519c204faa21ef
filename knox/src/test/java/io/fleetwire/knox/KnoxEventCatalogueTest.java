package io.fleetwire.knox;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.access.Principal;
import io.fleetwire.access.Scopes;
import io.fleetwire.engine.OrganizationId;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KnoxEventCatalogueTest {
  private static final KnoxEventCatalogue CATALOGUE = KnoxEventCatalogue.shipped();

  @Test
  void hasTheTwentyFiveEventsOfTheVendor() {
    assertThat(CATALOGUE.all().stream().map(event -> event.type().name()))
        .containsExactlyInAnyOrder(
            "KG_DEVICE_ENROLLED",
            "KG_DEVICE_RELOCK_TIMESTAMP_APPLIED",
            "KG_DEVICE_LOCKED",
            "KG_DEVICE_UNLOCKED",
            "KAI_APP_ANR_FC",
            "KAI_BATTERY_STATUS",
            "KAI_DEVICE_DIAGNOSTICSLOGS",
            "KAI_WIFI_DISCONNECTIONS",
            "KAI_APP_USAGE_TIME_BATTERY",
            "KAI_APP_USAGE_NETWORK",
            "KAI_APP_USAGE_SCREENTIME",
            "KAI_BATTERY_CHARGING",
            "KAI_BATTERY_LEVEL_SHIFT_START",
            "KAI_BATTERY_LEVEL_SHIFT_END",
            "KAI_BATTERY_LEVEL_TRIGGERED",
            "KAI_WIFI_CONNECTIONS",
            "KE_DEVICE_BULK_CREATE",
            "KE_DEVICE_BULK_REFRESH",
            "KE_DEVICE_BULK_DELETE",
            "KE_CAMPAIGN_DELETE",
            "KE_DEVICE_STATUS_CHANGE",
            "KE_DEVICE_BULK_LICENSE_UNENROLL",
            "KDMS_DEVICE_UPLOAD",
            "KDMS_DEVICE_DELETE",
            "KC_DEVICE_STATUS_CHANGE")
        .hasSize(25);
  }

  @ParameterizedTest
  @CsvSource({
    "kdms,                        KDMS_DEVICE_UPLOAD KDMS_DEVICE_DELETE",
    "kdms.devices,                KDMS_DEVICE_UPLOAD KDMS_DEVICE_DELETE",
    "kdms.devices:upload,         KDMS_DEVICE_UPLOAD",
    "kdms.devices:delete,         KDMS_DEVICE_DELETE",
    "kdms.kai.devices:delete,     KDMS_DEVICE_DELETE",
    "kdms.devices:read,           ''",
    "kai.network,                 KAI_WIFI_DISCONNECTIONS KAI_WIFI_CONNECTIONS",
    "kai.diagnostics,             KAI_DEVICE_DIAGNOSTICSLOGS",
    "kai.devices,                 ''",
    "ke.campaign,                 KE_CAMPAIGN_DELETE",
    "ke.devices:view,             KE_DEVICE_STATUS_CHANGE",
    "kc,                          KC_DEVICE_STATUS_CHANGE",
    "kg,                          ''"
  })
  void scopesUnlockTheEventsOfTheirService(String scope, String unlocked) {
    Set<String> expected = new TreeSet<>(Set.of(unlocked.split(" ")));
    expected.remove("");
    assertThat(unlockedFor(Principal.Kind.OAUTH, scope)).isEqualTo(expected);
  }

  @Test
  void theWholeServiceUnlocksItsEvents() {
    assertThat(unlockedFor(Principal.Kind.OAUTH, "kai")).hasSize(12);
    assertThat(unlockedFor(Principal.Kind.OAUTH, "ke")).hasSize(6);
  }

  @Test
  void onlyALegacyTokenUnlocksKnoxGuard() {
    assertThat(unlockedFor(Principal.Kind.LEGACY, "")).hasSize(4);
    assertThat(unlockedFor(Principal.Kind.LEGACY, "kai ke kc kdms")).hasSize(25);
    assertThat(unlockedFor(Principal.Kind.OAUTH, "kai ke kc kdms kme kdp"))
        .hasSize(21)
        .noneMatch(name -> name.startsWith("KG_"));
  }

  @Test
  void namesThatAreNoNamesAreNotFound() {
    for (String name :
        new String[] {"", " ", "kdms_device_upload", "KDMS_DEVICE_UPLOAD ", "\u0000"}) {
      assertThat(CATALOGUE.find(name)).as(name).isEmpty();
    }
  }

  private static Set<String> unlockedFor(Principal.Kind kind, String scopes) {
    Principal caller =
        new Principal(new OrganizationId(1), Scopes.parse(scopes).orElseThrow(), "app", kind);
    return CATALOGUE.all().stream()
        .filter(event -> event.isUnlockedFor(caller))
        .map(event -> event.type().name())
        .collect(toSet());
  }
}

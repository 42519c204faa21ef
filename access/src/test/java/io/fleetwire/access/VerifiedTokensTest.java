package io.fleetwire.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.OrganizationId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class VerifiedTokensTest {
  private final VerifiedTokens verified = new VerifiedTokens();

  @Test
  void whatWasRememberedIsFound() {
    verified.remember("a", claims("a"));
    assertThat(verified.find("a")).contains(claims("a"));
    assertThat(verified.find("b")).isEmpty();
  }

  @Test
  void memoryHasALimitAndWhatIsUsedStays() {
    verified.remember("used", claims("used"));
    for (int i = 0; i < 5 * VerifiedTokens.GENERATION_MAX; i++) {
      verified.remember("token-" + i, claims("x"));
      if (i % 1000 == 0) {
        assertThat(verified.find("used")).isPresent();
      }
    }
    assertThat(verified.size()).isLessThanOrEqualTo(2 * VerifiedTokens.GENERATION_MAX);
    assertThat(verified.find("token-0")).isEmpty();
  }

  private static TokenClaims claims(String id) {
    Principal principal =
        new Principal(new OrganizationId(1), Scopes.NONE, "client", Principal.Kind.OAUTH);
    return new TokenClaims(id, principal, "client", "", Instant.EPOCH, Instant.EPOCH);
  }
}

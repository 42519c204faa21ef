package io.fleetwire.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PkceTest {
  /// RFC 7636 appendix B.
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

  @Test
  void theVectorOfTheStandardHolds() {
    assertThat(Pkce.isVerifier(VERIFIER)).isTrue();
    assertThat(Pkce.isChallenge(CHALLENGE)).isTrue();
    assertThat(Pkce.proves(VERIFIER, CHALLENGE)).isTrue();
    assertThat(Pkce.proves(VERIFIER + "x", CHALLENGE)).isFalse();
    assertThat(Pkce.proves(CHALLENGE, CHALLENGE)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"42, false", "43, true", "128, true", "129, false"})
  void aVerifierHas43To128Letters(int length, boolean valid) {
    assertThat(Pkce.isVerifier("~".repeat(length))).isEqualTo(valid);
  }

  @Test
  void aVerifierHasUnreservedLettersOnly() {
    assertThat(Pkce.isVerifier("+" + VERIFIER)).isFalse();
    assertThat(Pkce.isVerifier(VERIFIER + "\n")).isFalse();
  }

  @Test
  void aChallengeIsThe43LettersOf32Bytes() {
    assertThat(Pkce.isChallenge(CHALLENGE + "=")).isFalse();
    assertThat(Pkce.isChallenge(CHALLENGE.substring(1))).isFalse();
    assertThat(Pkce.isChallenge("." + CHALLENGE.substring(1))).isFalse();
  }
}

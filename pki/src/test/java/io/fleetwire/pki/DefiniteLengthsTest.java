package io.fleetwire.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DefiniteLengthsTest {
  @ParameterizedTest
  @CsvSource({
    "0500, 0500",
    "30800000, 3000",
    "30800201010000, 3003020101",
    "3080a080020101020102000005000000, 300aa0060201010201020500",
    // What has a length is taken as it is, whatever is inside.
    "3006a0800500ffff, 3006a0800500ffff",
    "30820003020101, 30820003020101"
  })
  void whatIsOpenGetsItsLength(String open, String definite) throws PkiFault {
    assertThat(definite(open)).isEqualTo(definite);
  }

  @Test
  void lengthsOfSeveralOctetsAreWritten() throws PkiFault {
    String inside = "04820100" + "ab".repeat(256);
    assertThat(definite("3080" + inside + "0000")).isEqualTo("30820104" + inside);
    String shorter = "0481c0" + "ab".repeat(192);
    assertThat(definite("3080" + shorter + "0000")).isEqualTo("3081c3" + shorter);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "30",
        "3080",
        "308000",
        "30800201",
        "0480",
        "3003020101ff",
        "30820201",
        "3084ffffffff",
        "3085000000000100",
        "1f810100",
        "3080308030803080308030803080308030803080"
      })
  void whatIsBrokenIsRefused(String message) {
    assertThatThrownBy(() -> definite(message)).isInstanceOf(PkiFault.class);
  }

  private static String definite(String message) throws PkiFault {
    return HexFormat.of().formatHex(DefiniteLengths.of(HexFormat.of().parseHex(message)));
  }
}

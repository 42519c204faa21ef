package io.fleetwire.knox;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.knox.DeviceIdentifier.Kind;
import io.fleetwire.knox.DeviceIdentifier.Verdict;
import io.fleetwire.knox.KnoxSettings.ImeiCheck;
import io.fleetwire.testkit.DeviceNumbers;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeviceIdentifierTest {

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = true,
      value = {
        // sent,                kind,   accepting, warning,  requiring
        "490154203237518,       IMEI,   GOOD,      GOOD,     GOOD",
        "350000000000006,       IMEI,   GOOD,      GOOD,     GOOD",
        "350000000000001,       IMEI,   GOOD,      DOUBTFUL, BAD",
        "49015420323751,        IMEI,   GOOD,      GOOD,     BAD",
        "4901542032375189,      IMEI,   GOOD,      GOOD,     BAD",
        "089077500000423280,    MEID,   GOOD,      GOOD,     GOOD",
        "A0000000002329,        MEID,   GOOD,      GOOD,     GOOD",
        "a0000000002329,        MEID,   GOOD,      GOOD,     GOOD",
        "A000000000232G,        SERIAL, GOOD,      GOOD,     GOOD",
        "R3OOO00WKLD,           SERIAL, GOOD,      GOOD,     GOOD",
        "EX4MP13,               SERIAL, GOOD,      GOOD,     GOOD",
        "ex4mp13,               SERIAL, GOOD,      GOOD,     GOOD",
        "ABCDEF,                SERIAL, GOOD,      GOOD,     GOOD",
        "ABCDE,                 SERIAL, BAD,       BAD,      BAD",
        "ABCDEFGHIJKLMNOP,      SERIAL, GOOD,      GOOD,     GOOD",
        "ABCDEFGHIJKLMNOPQ,     SERIAL, BAD,       BAD,      BAD",
        "1234567890123,         SERIAL, GOOD,      GOOD,     GOOD",
        "12345678901234567,     SERIAL, BAD,       BAD,      BAD",
        "1234567890123456789,   SERIAL, BAD,       BAD,      BAD",
        "'R58M 0AAAAA',         SERIAL, BAD,       BAD,      BAD",
        "R58M-0AAAAA,           SERIAL, BAD,       BAD,      BAD",
        "SÉRIAL1,               SERIAL, BAD,       BAD,      BAD",
        "'٣٥٠٠٠٠٠٠٠٠٠٠٠٠٦',      SERIAL, BAD,       BAD,      BAD",
        "'',                    SERIAL, BAD,       BAD,      BAD"
      })
  void looksDecideWhatATextIs(
      String sent, Kind kind, Verdict accepting, Verdict warning, Verdict requiring) {
    DeviceIdentifier identifier = DeviceIdentifier.of(sent);
    assertThat(identifier.kind()).isEqualTo(kind);
    assertThat(identifier.verdict(ImeiCheck.ACCEPT)).isEqualTo(accepting);
    assertThat(identifier.verdict(ImeiCheck.WARN)).isEqualTo(warning);
    assertThat(identifier.verdict(ImeiCheck.REQUIRE)).isEqualTo(requiring);
  }

  @Test
  void textsAreTrimmedAndWrittenInCapitals() {
    assertThat(DeviceIdentifier.of(" \t r58m00aaaaa\n").text()).isEqualTo("R58M00AAAAA");
  }

  @Test
  void everySingleWrongDigitIsNoticedByTheCheckDigit() {
    String imei = DeviceNumbers.imei(17);
    for (int at = 0; at < imei.length(); at++) {
      for (char digit = '0'; digit <= '9'; digit++) {
        String changed = imei.substring(0, at) + digit + imei.substring(at + 1);
        assertThat(DeviceIdentifier.of(changed).verdict(ImeiCheck.REQUIRE))
            .isEqualTo(changed.equals(imei) ? Verdict.GOOD : Verdict.BAD);
      }
    }
  }

  @Test
  void printedDeviceIdsAreReadAgainAndOthersAreNot() {
    for (long value : new long[] {1, 1L << 22, 123_456_789_012_345L, Long.MAX_VALUE}) {
      DeviceId id = new DeviceId(value);
      assertThat(KnoxIds.isObjectId(id.toString())).isTrue();
      assertThat(DeviceId.parse(id.toString())).contains(id);
      String mistyped = id.toString().substring(0, 23) + (id.toString().endsWith("0") ? "1" : "0");
      assertThat(DeviceId.parse(mistyped)).isEmpty();
    }
    for (String text : new String[] {"", "350000000000006", "0".repeat(24), "f".repeat(24)}) {
      assertThat(DeviceId.parse(text)).isEqualTo(Optional.empty());
    }
  }
}

package io.fleetwire.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.pki.Cbor.Value;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CborTest {

  /// Of RFC 8949, appendix A.
  @Test
  void whatAttestationsAreWrittenInIsRead() throws PkiFault {
    assertThat(read("00")).isEqualTo(new Value.Whole(0));
    assertThat(read("1903e8")).isEqualTo(new Value.Whole(1000));
    assertThat(read("3863")).isEqualTo(new Value.Whole(-100));
    assertThat(read("62c3bc")).isEqualTo(new Value.Text("\u00fc"));
    assertThat(read("83010203"))
        .isEqualTo(
            new Value.Items(List.of(new Value.Whole(1), new Value.Whole(2), new Value.Whole(3))));
    assertThat(read("a26161016162820203"))
        .isEqualTo(
            new Value.Fields(
                Map.of(
                    "a",
                    new Value.Whole(1),
                    "b",
                    new Value.Items(List.of(new Value.Whole(2), new Value.Whole(3))))));
    assertThat(read("4401020304"))
        .isInstanceOfSatisfying(
            Value.Bytes.class, bytes -> assertThat(bytes.value()).containsExactly(1, 2, 3, 4));
  }

  @ParameterizedTest
  @CsvSource({
    "'', ends before it is complete",
    "44010203, ends before it is complete",
    "5b7fffffffffffffff, ends before it is complete",
    "9a7fffffff, ends before it is complete",
    "1bffffffffffffffff, a number beyond 63 bits",
    "0000, something follows",
    "a201020304, a map from something else than texts",
    "a2616101616102, a name that stands twice",
    "61ff, a text that is not UTF-8",
    "5f42010243030405ff, a length that is not said",
    "1c, a length that is not said",
    "f6, a simple value",
    "f90000, a float",
    "c074, a tag",
    "818181818181818100, nested deeper"
  })
  void whatIsBrokenOrNotNeededIsRefused(String hex, String why) {
    assertThatThrownBy(() -> read(hex)).isInstanceOf(PkiFault.class).hasMessageContaining(why);
  }

  private static Value read(String hex) throws PkiFault {
    return Cbor.read(HexFormat.of().parseHex(hex));
  }
}

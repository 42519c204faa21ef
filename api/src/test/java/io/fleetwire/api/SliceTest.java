package io.fleetwire.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SliceTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "-1.50e+3",
        "\"a\\u00e9 b\"",
        "\"\"",
        "true",
        "null",
        "[]",
        "[ 1 , 2 ]",
        "{}",
        "{ \"b\" : [ {} ] }",
        "\"ä€\uD83D\uDE00\"",
        "[[[[1]]]]"
      })
  void aValueIsItsOwnBytesWhereverItStands(String value) {
    String document =
        "{\"ä\": 1, \"list\" :[ "
            + value
            + " , "
            + value
            + "],\n\t\"x\":\"y\",\"v\":  "
            + value
            + " }";
    Slice whole = Slice.of(document.getBytes(StandardCharsets.UTF_8));
    assertThat(text(member(whole, "v"))).isEqualTo(value);
    Slice list = member(whole, "list");
    assertThat(list.elements()).allSatisfy(element -> assertThat(text(element)).isEqualTo(value));
    assertThat(list.elements()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "\"text\"", "[1]", "{\"a\":1}"})
  void longTextsBeforeAValueDoNotMoveIt(String value) {
    String document = "[\"" + "é".repeat(20_000) + "\"," + value + "]";
    Slice whole = Slice.of(document.getBytes(StandardCharsets.UTF_8));
    assertThat(text(whole.elements().get(1))).isEqualTo(value);
  }

  private static Slice member(Slice object, String name) {
    return Optional.ofNullable(object.members().get(name)).orElseThrow();
  }

  private static String text(Slice slice) {
    return new String(slice.copy(), StandardCharsets.UTF_8);
  }
}

package io.fleetwire.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The round trip of the vendor's sample: Jackson reads a body into a `HashMap` and writes it
/// again. The expectations were made with Jackson itself.
final class JsonTest {
  private static String again(String json) throws JsonException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return JsonWriter.write(JsonReader.object(bytes).inHashOrder());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"subscriptionId\":\"1\",\"event\":\"E\",\"payload\":{}} "
            + "| {\"payload\":{},\"subscriptionId\":\"1\",\"event\":\"E\"}",
        "{\"event\":\"E\",\"payload\":{},\"subscriptionId\":\"1\"} "
            + "| {\"payload\":{},\"event\":\"E\",\"subscriptionId\":\"1\"}",
        "{\"zz\":1,\"b\":2,\"a\":3,\"10\":4} | {\"zz\":1,\"a\":3,\"b\":2,\"10\":4}",
        "{\"x\":{\"z\":1,\"a\":2,\"m\":[{\"q\":1,\"b\":2}]}} "
            + "| {\"x\":{\"z\":1,\"a\":2,\"m\":[{\"q\":1,\"b\":2}]}}",
        "{ \"a\" : [ 1 , true , false , null , \"\" , [ ] , { } ] } "
            + "| {\"a\":[1,true,false,null,\"\",[],{}]}",
        "{\"a\":\"\\u0041\\u00e9\\/\\b\\f\\n\\r\\t\\u0000\\u001f\\u007f\\\"\\\\\"} "
            + "| {\"a\":\"Aé/\\b\\f\\n\\r\\t\\u0000\\u001F\u007f\\\"\\\\\"}",
        "{\"a\":\"\\ud83d\\ude00\"} | {\"a\":\"\ud83d\ude00\"}",
        "{\"a\":[0,-0,-1,9223372036854775808,123456789012345678901234567890]} "
            + "| {\"a\":[0,0,-1,9223372036854775808,123456789012345678901234567890]}",
        "{\"a\":[5.0,10000000.0,0.00001,1e3,-0.0,1.10]} "
            + "| {\"a\":[5.0,1.0E7,1.0E-5,1000.0,-0.0,1.1]}"
      })
  void writesAgainAsJacksonDoes(String json, String written) throws JsonException {
    assertThat(again(json)).isEqualTo(written);
  }

  /// A map that was copied in one go would have another capacity, and another order.
  @Test
  void theTopLevelHasTheOrderOfAMapThatGrew() throws JsonException {
    StringBuilder json = new StringBuilder("{");
    HashMap<String, Integer> grown = new HashMap<>();
    for (int i = 0; i < 40; i++) {
      json.append(i == 0 ? "" : ",").append("\"key").append(i * 7).append("\":").append(i);
      grown.put("key" + i * 7, i);
    }
    StringBuilder expected = new StringBuilder("{");
    grown.forEach((k, v) -> expected.append('"').append(k).append("\":").append(v).append(','));
    expected.setCharAt(expected.length() - 1, '}');
    assertThat(again(json + "}")).isEqualTo(expected.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "}",
        "[]",
        "null",
        "{}}",
        "{} x",
        "{a:1}",
        "{'a':1}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{\"a\":[1,]}",
        "{\"a\":1 \"b\":2}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":1.}",
        "{\"a\":1e}",
        "{\"a\":-}",
        "{\"a\":1e999}",
        "{\"a\":NaN}",
        "{\"a\":tru}",
        "{\"a\":True}",
        "{\"a\":\"\n\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":\"\\u12",
        "{\"a\":\"",
        "{\"a\":1,\"a\":1}",
        "{\"a\":/**/1}"
      })
  void readsNothingButJson(String text) {
    assertThatThrownBy(() -> again(text)).isInstanceOf(JsonException.class);
  }

  @Test
  void readsNothingButUtf8() {
    byte[] latin = "{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> JsonReader.object(latin))
        .isInstanceOf(JsonException.class)
        .hasMessage("not UTF-8");
  }

  @Test
  void isNotLuredIntoTheDeep() {
    String deep = "{\"a\":" + "[".repeat(100_000);
    assertThatThrownBy(() -> again(deep))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("nested deeper");
    String longNumber = "{\"a\":" + "9".repeat(1_000_000) + "}";
    assertThatThrownBy(() -> again(longNumber)).isInstanceOf(JsonException.class);
  }
}

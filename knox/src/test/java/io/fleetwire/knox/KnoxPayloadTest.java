package io.fleetwire.knox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KnoxPayloadTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{ \"a\" : [ 1 , 2 ] }          | {\"a\":[1,2]}",
        "{\"b\":1,\"a\":2}              | {\"b\":1,\"a\":2}",
        "{\"a\":null}                   | {\"a\":null}",
        "{\"a\":1,\"b\":2,\"a\":3}      | {\"a\":3,\"b\":2}",
        "{\"a\":\"\\u0041\\/\\u00e9\"}  | {\"a\":\"A/é\"}",
        "{\"a\":\"\\u001f\\u000a\"}     | {\"a\":\"\\u001F\\n\"}",
        "{\"a\":\"\\ud83d\\ude00\"}     | {\"a\":\"😀\"}",
        "{\"a\":\"\\ud800x\\udc00\"}    | {\"a\":\"\uFFFDx\uFFFD\"}",
        "{\"a\":-0}                     | {\"a\":0}",
        "{\"a\":10000000.0}             | {\"a\":1.0E7}",
        "{\"a\":0.00001}                | {\"a\":1.0E-5}",
        "{\"a\":5.00}                   | {\"a\":5.0}",
        "{\"a\":1e2}                    | {\"a\":100.0}",
        "{\"a\":12345678901234567890}   | {\"a\":12345678901234567890}"
      })
  void everySpellingBecomesTheOneThatReceiversWriteAgain(String sent, String normal) {
    assertThat(normalised(sent)).isEqualTo(normal);
    assertThat(VendorReceiver.rewritten(("{\"payload\":" + normal + "}").getBytes(UTF_8)))
        .isEqualTo("{\"payload\":" + normal + "}");
  }

  @Test
  void randomObjectsBecomeFixpointsOfTheReceiversRoundTrip() {
    RandomJson json = new RandomJson(new SplittableRandom(20240626));
    for (int i = 0; i < 5_000; i++) {
      String sent = json.object();
      String normal = normalised(sent);
      String body = "{\"payload\":" + normal + ",\"event\":\"E\",\"subscriptionId\":\"s\"}";
      assertThat(VendorReceiver.rewritten(body.getBytes(UTF_8))).as(sent).isEqualTo(body);
      assertThat(normalised(normal)).as("twice is once: %s", sent).isEqualTo(normal);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1]                | must be a JSON object",
        "\"text\"           | must be a JSON object",
        "''                 | must be a JSON object",
        "{} {}              | something follows",
        "{\"a\":1           | not valid JSON",
        "{'a':1}            | not valid JSON",
        "{\"a\":1e999}      | range of a double",
        "{\"a\":-1e999}     | range of a double",
        "{\"\\ud800\":1}     | not valid JSON",
        "{\"\\udc00\":1}     | not valid JSON",
        "{\"a\":NaN}        | not valid JSON",
        "{\"a\":01}         | not valid JSON"
      },
      quoteCharacter = '`')
  void whatIsNoObjectIsRefusedWithAReason(String sent, String reason) {
    assertThat(KnoxPayload.normalise(sent.equals("''") ? new byte[0] : sent.getBytes(UTF_8)))
        .isInstanceOfSatisfying(
            KnoxPayload.Answer.Refused.class,
            refused -> assertThat(refused.reason()).contains(reason));
  }

  @Test
  void depthDigitsAndSizeAreBounded() {
    String deep = "{\"a\":".repeat(101) + "1" + "}".repeat(101);
    String digits = "{\"a\":" + "9".repeat(1_001) + "}";
    byte[] large = ("{\"a\":\"" + "x".repeat(KnoxPayload.BYTES_MAX) + "\"}").getBytes(UTF_8);
    for (byte[] sent : new byte[][] {deep.getBytes(UTF_8), digits.getBytes(UTF_8), large}) {
      assertThat(KnoxPayload.normalise(sent)).isInstanceOf(KnoxPayload.Answer.Refused.class);
    }
    String deepest = "{\"a\":".repeat(100) + "1" + "}".repeat(100);
    assertThat(normalised(deepest)).isEqualTo(deepest);
  }

  private static String normalised(String sent) {
    return switch (KnoxPayload.normalise(sent.getBytes(UTF_8))) {
      case KnoxPayload.Answer.Normalised(var payload) -> new String(payload.bytes(), UTF_8);
      case KnoxPayload.Answer.Refused(String reason) -> throw new AssertionError(reason + sent);
    };
  }
}

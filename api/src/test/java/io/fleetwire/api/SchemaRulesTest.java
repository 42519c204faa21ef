package io.fleetwire.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.web.Json;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class SchemaRulesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "[] | must be a JSON object",
        "{\"$schema\":\"http://json-schema.org/draft-07/schema#\"} | must be of the dialect",
        "{\"$ref\":\"https://example.com/x.json\"} | leads nowhere",
        "{\"$ref\":\"#/$defs/a\"} | leads nowhere",
        "{\"properties\":{\"default\":{\"$ref\":\"#\"}}} | refers to itself",
        "{\"$defs\":{\"enum\":{\"$id\":\"x\"}}} | must not have $id",
        "{\"properties\":{\"const\":{\"const\":1,\"items\":{\"$ref\":\"x\"}}}} | leads nowhere",
        "{\"const\":{\"$ref\":\"#/const\"},\"not\":{\"$ref\":\"#/const\"}} | refers to itself",
        "{\"$ref\":\"#\"} | refers to itself",
        "{\"properties\":{\"a\":{\"$ref\":\"#\"}}} | refers to itself",
        "{\"$defs\":{\"a\":{\"$ref\":\"#/$defs/b\"},\"b\":{\"$ref\":\"#/$defs/a\"}},"
            + "\"$ref\":\"#/$defs/a\"} | refers to itself",
        "{\"$id\":\"https://example.com\"} | must not have $id",
        "{\"$dynamicRef\":\"#a\"} | must not have $dynamicRef",
        "{\"pattern\":\"(\"} | has a pattern that is none",
        "{\"$defs\":{\"a\":{\"pattern\":\"(\"}}} | has a pattern that is none",
        "{\"patternProperties\":{\"[\":{}}} | has a pattern that is none",
      })
  void aSchemaThatNeedsOthersOrGoesInCirclesIsRefused(String schema, String reason) {
    assertThat(SchemaRules.fault(json(schema)).orElse("")).contains(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{}",
        "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\",\"pattern\":\"^a+$\"}}}",
        "{\"$defs\":{\"a\":{\"type\":\"string\"}},\"items\":{\"$ref\":\"#/$defs/a\"}}",
        "{\"properties\":{\"$ref\":{\"type\":\"string\"},\"$id\":{\"type\":\"string\"}}}",
        "{\"const\":{\"$ref\":\"#\"}}",
        "{\"enum\":[{\"$ref\":\"x\",\"$id\":\"y\",\"pattern\":\"(\"}]}",
        "{\"items\":{\"default\":[{\"a\":{\"$anchor\":\"x\"}}]}}",
        "{\"examples\":[{\"$ref\":\"https://example.com/\"}]}",
      })
  void aSchemaThatStandsAloneIsTaken(String schema) {
    assertThat(SchemaRules.fault(json(schema))).isEmpty();
    assertThat(EventSchema.compile(json(schema))).isInstanceOf(EventSchema.Fit.class);
  }

  @Test
  void definitionsThatMultiplyAreCountedNotFollowed() {
    String definitions =
        IntStream.range(0, 60)
            .mapToObj(
                i ->
                    "\"d%d\":{\"allOf\":[{\"$ref\":\"#/$defs/d%d\"},{\"$ref\":\"#/$defs/d%d\"}]}"
                        .formatted(i, i + 1, i + 1))
            .collect(Collectors.joining(","));
    String bomb = "{\"$defs\":{" + definitions + ",\"d60\":{}},\"$ref\":\"#/$defs/d0\"}";
    assertThat(SchemaRules.fault(json(bomb)).orElse("")).contains("more than 2000 subschemas");
  }

  @Test
  void aTypeThatDoesNotExistIsNoSchema() {
    assertThat(EventSchema.compile(json("{\"type\":\"strin\"}")))
        .isInstanceOf(EventSchema.Unfit.class);
    assertThat(EventSchema.compile(json("{\"minLength\":-1}")))
        .isInstanceOf(EventSchema.Unfit.class);
  }

  @Test
  void faultsNameTheirPlaceInTheData() {
    EventSchema schema =
        EventSchema.stored(
            "{\"type\":\"object\",\"required\":[\"b\"],"
                + "\"properties\":{\"a\":{\"items\":{\"type\":\"integer\"}}}}");
    assertThat(schema.faults(json("{\"a\":[1,\"x\"],\"b\":0}"), "/data"))
        .singleElement()
        .satisfies(fault -> assertThat(fault.pointer()).isEqualTo("/data/a/1"));
    assertThat(schema.faults(json("{}"), "/data"))
        .singleElement()
        .satisfies(fault -> assertThat(fault.message()).contains("b"));
    assertThat(schema.faults(json("{\"b\":null}"), "/data")).isEmpty();
  }

  @Test
  void aPatternThatWouldTakeYearsDoesNotMatch() {
    EventSchema schema = EventSchema.stored("{\"pattern\":\"^(([a-z])+.)+[A-Z]([a-z])+$\"}");
    assertThat(schema.faults(json("\"" + "a".repeat(200) + "\""), "/data")).hasSize(1);
    assertThat(schema.faults(json("\"abAb\""), "/data")).isEmpty();
  }

  @Test
  void aPatternWhoseSearchGoesTooDeepDoesNotMatch() {
    EventSchema schema = EventSchema.stored("{\"pattern\":\"^(a|b)*$\"}");
    assertThat(schema.faults(json("\"" + "ab".repeat(200_000) + "\""), "/data")).hasSize(1);
    assertThat(schema.faults(json("\"" + "ab".repeat(20) + "\""), "/data")).isEmpty();
  }

  @Test
  void aPatternThatIsNestedWithoutEndIsRefused() {
    String pattern = "(".repeat(30_000) + ")".repeat(30_000);
    assertThat(SchemaRules.fault(json("{\"pattern\":\"" + pattern + "\"}")).orElse(""))
        .contains("nested too deep");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aChainOfReferencesThatHardlyEndsIsRefused(boolean endsFirst) {
    assertThat(SchemaRules.fault(json(chain(900, endsFirst))).orElse(""))
        .contains("nested too deep");
  }

  @Test
  void theDeepestSchemaIsHeldAgainstDataOnAnyThread() throws InterruptedException {
    AtomicInteger faults = new AtomicInteger(-1);
    Thread.ofVirtual()
        .start(
            () ->
                faults.set(EventSchema.stored(chain(98, false)).faults(json("1"), "/data").size()))
        .join();
    assertThat(faults).hasValue(0);
  }

  private static String chain(int length, boolean endsFirst) {
    List<String> definitions =
        IntStream.range(0, length)
            .mapToObj(i -> "\"%d\":{\"not\":{\"$ref\":\"#/$defs/%d\"}}".formatted(i, i + 1))
            .toList();
    return "{\"$defs\":{\"%d\":{},%s},\"$ref\":\"#/$defs/0\"}"
        .formatted(length, String.join(",", endsFirst ? definitions.reversed() : definitions));
  }

  private static JsonNode json(String text) {
    return Json.mapper().readTree(text);
  }
}

package io.fleetwire.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.web.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class SampleDataTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"type\":\"object\",\"required\":[\"level\"]}",
        "{\"type\":\"object\",\"properties\":{\"level\":{\"type\":\"integer\",\"minimum\":5}}}",
        "{\"properties\":{\"a\":{\"type\":\"array\",\"minItems\":2,\"items\":{\"type\":\"number\","
            + "\"exclusiveMinimum\":3}}}}",
        "{\"$ref\":\"#/$defs/a\",\"$defs\":{\"a\":{\"enum\":[\"red\",\"green\"]}}}",
        "{\"oneOf\":[{\"type\":\"boolean\"},{\"type\":\"null\"}]}",
        "{\"type\":[\"null\",\"string\"]}",
        "{\"type\":\"string\",\"minLength\":7,\"maxLength\":9}",
        "{\"type\":\"string\",\"maxLength\":2}",
        "{\"type\":\"string\",\"format\":\"date-time\"}",
        "{\"type\":\"number\",\"maximum\":-4}",
        "{\"const\":{\"deep\":[1,2]}}"
      })
  void anExampleFitsItsSchema(String text) {
    JsonNode schema = Json.mapper().readTree(text);

    JsonNode sample = SampleData.of(schema);

    assertThat(EventSchema.stored(text).faults(sample, "")).isEmpty();
  }

  @Test
  void whatTheSchemaNamesIsTaken() {
    JsonNode schema =
        Json.mapper()
            .readTree("{\"properties\":{\"a\":{\"examples\":[7]},\"b\":{\"default\":\"x\"}}}");

    assertThat(SampleData.of(schema).toString()).isEqualTo("{\"a\":7,\"b\":\"x\"}");
  }
}

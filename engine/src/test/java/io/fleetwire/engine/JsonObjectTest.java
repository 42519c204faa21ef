package io.fleetwire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class JsonObjectTest {

  @Test
  void textsAndNumbersStandInTheirOrder() {
    assertThat(new JsonObject().with("b", "x").with("a", 12).print())
        .isEqualTo("{\"b\":\"x\",\"a\":12}");
    assertThat(new JsonObject().print()).isEqualTo("{}");
  }

  @Test
  void whatWouldEndATextIsEscaped() {
    assertThat(new JsonObject().with("a", "\"\\\n\u0001\u00e9").print())
        .isEqualTo("{\"a\":\"\\\"\\\\\\u000a\\u0001\u00e9\"}");
  }
}

package io.fleetwire.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormTest {

  @Test
  void plusAndPercentAreDecoded() {
    assertThat(Form.parse("scope=kai.devices+kai.app&state=%C3%A4%26"))
        .isEqualTo(new Form.Read(Map.of("scope", "kai.devices kai.app", "state", "ä&")));
  }

  @Test
  void aParameterWithoutValueIsNotThere() {
    assertThat(Form.parse("a=&b&=&&c=1")).isEqualTo(new Form.Read(Map.of("c", "1")));
    assertThat(Form.parse("")).isEqualTo(new Form.Read(Map.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=1&a=2", "a=1&a=1", "a=1&%61=2", "a=%", "a=%zz", "%=1", "a=%f"})
  void doublesAndBrokenPercentSignsAreFaults(String text) {
    assertThat(Form.parse(text)).isInstanceOf(Form.Broken.class);
  }

  @Test
  void thereIsALimitToParameters() {
    assertThat(Form.parse("x&".repeat(Form.PARAMETERS_MAX - 1) + "x"))
        .isInstanceOf(Form.Read.class);
    assertThat(Form.parse("x&".repeat(Form.PARAMETERS_MAX) + "x")).isInstanceOf(Form.Broken.class);
  }
}

package io.fleetwire.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.Condition;
import io.fleetwire.engine.Operator;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConditionLinesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data.level >= 10      | {\"field\":\"data.level\",\"atLeast\":10}",
        "data.level<=2.5       | {\"field\":\"data.level\",\"atMost\":2.5}",
        "data.c = red, green   | {\"field\":\"data.c\",\"anyOf\":[\"red\",\"green\"]}",
        "subject != a          | {\"field\":\"subject\",\"noneOf\":[\"a\"]}",
        "subject ^= dev-       | {\"field\":\"subject\",\"startsWith\":\"dev-\"}",
        "data.note exists      | {\"field\":\"data.note\",\"exists\":true}",
        "data.note missing     | {\"field\":\"data.note\",\"exists\":false}"
      })
  void aLineIsAConditionInTheWordsOfTheApi(String line, String json) {
    assertThat(ConditionLines.parse(line).orElseThrow().toString()).isEqualTo(json);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "level", "data.level >= many", "= 5", "data.a ~ b"})
  void whatIsNoConditionIsNone(String line) {
    assertThat(ConditionLines.parse(line)).isEmpty();
  }

  @Test
  void whatIsPrintedIsReadAgain() {
    List<Condition> conditions =
        List.of(
            new Condition("data.a", new Operator.AnyOf(Set.of("y", "x"))),
            new Condition("data.b", new Operator.AtMost(new BigDecimal("1E+2"))),
            new Condition("subject", new Operator.StartsWith("dev-")),
            new Condition("data.c", new Operator.Exists(false)));

    List<String> lines = ConditionLines.print(conditions);

    assertThat(lines)
        .containsExactly("data.a = x, y", "data.b <= 100", "subject ^= dev-", "data.c missing");
    assertThat(lines).allMatch(line -> ConditionLines.parse(line).isPresent());
  }
}
